/**
 * Time zones (IANA) of airports in US on-time performance data, from the cities that they serve. Only needed for local
 * times in files without UTC columns.
 */
const airportsOfZone: Readonly<Record<string, string>> = {
  "America/New_York":
    "ABE ABY ACK ACY AGS ALB ATL AVL AVP BDL BGM BGR BHB BOS BQK BTV BUF BWI CAE CAK CHA CHO CHS CKB CLE CLT CMH CRW CSG CVG DAB DAY DCA DTW ELM ERI EWN EWR EYW FAY FLL FLO FNT FWA GNV GRR GSO GSP HGR HHH HPN HTS HVN HYA IAD IAG ILG ILM IND ISP ITH JAX JFK LAN LBE LEX LGA LWB LYH MBS MCO MDT MHT MIA MKG MLB MVY MYR OAJ OGS ORF ORH PBG PBI PGD PGV PHF PHL PIE PIT PQI PVD PWM RDU RIC ROA ROC RSW SAV SBN SCE SDF SFB SHD SRQ SWF SYR TLH TOL TPA TRI TTN TVC TYS UST VLD VRB",
  "America/Chicago":
    "ABI ABR ACT AEX ALO AMA ATW AUS BHM BIS BMI BNA BPT BRO BTR CID CLL CMI COU CRP CWA DAL DBQ DEC DFW DHN DLH DSM DVL EAU ECP EVV FAR FSD FSM GCK GFK GGG GPT GRB GRI GRK GTR HOU HRL HSV IAH ICT JAN JBR JLN JMS LAW LBB LBF LCH LFT LIT LNK LRD LSE MAF MCI MDW MEI MEM MFE MGM MHK MKE MLI MLU MOB MOT MSN MSP MSY OKC OMA ORD PAH PIA PIB PNS RFD RHI RST SAT SGF SHV SJT SPI SPS STC STL SUX TUL TUP TXK TYR VPS XNA",
  "America/Detroit": "AZO APN CIU CMX ESC PLN",
  "America/Menominee": "IMT",
  "America/Denver":
    "ABQ ALS ASE BIL BOI BZN CDC CNY COD COS CPR CYS DEN DRO EGE ELP FCA FMN GCC GJT GTF GUC HDN HLN HOB IDA JAC LAR MSO MTJ PIH PUB RAP RIW RKS ROW SAF SGU SLC SUN TEX TWF VEL WYS",
  "America/Phoenix": "AZA FLG GCN IFP IGM PGA PHX PRC TUS YUM",
  "America/Los_Angeles":
    "ACV BFL BLI BUR CCR CEC CIC CLD EAT EKO EUG FAT GEG IPL LAS LAX LGB LWS MFR MMH MOD MRY OAK ONT OTH PAE PDT PDX PSC PSP PUW RDD RDM RNO SAN SBA SBP SCK SEA SFO SJC SMF SMX SNA STS VIS YKM",
  "America/Anchorage": "ADQ AKN ANC BET BRW CDV DLG ENA FAI GST JNU KTN OME OTZ PSG SCC SIT VDZ WRG YAK",
  "America/Adak": "ADK",
  "Pacific/Honolulu": "HNL HNM ITO JHM KOA LIH LNY LUP MKK OGG",
  "America/Puerto_Rico": "BQN MAZ PSE SJU VQS",
  "America/St_Thomas": "STT STX",
  "Pacific/Guam": "GUM SPN",
  "Pacific/Pago_Pago": "PPG",
};

const zones = new Map(
  Object.entries(airportsOfZone).flatMap(([zone, codes]) =>
    codes.split(" ").map((code): [string, string] => [code, zone]),
  ),
);

/** The IANA zone of an airport by its IATA code; undefined for airports not in the table. */
export function zoneOfAirport(iata: string): string | undefined {
  return zones.get(iata);
}
