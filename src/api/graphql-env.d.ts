/* eslint-disable */
/* prettier-ignore */

export type introspection_types = {
    'AWSDate': unknown;
    'AWSDateTime': unknown;
    'AWSEmail': unknown;
    'AWSIPAddress': unknown;
    'AWSJSON': unknown;
    'AWSPhone': unknown;
    'AWSTime': unknown;
    'AWSTimestamp': unknown;
    'AWSURL': unknown;
    'BaggageEventInfo': { kind: 'OBJECT'; name: 'BaggageEventInfo'; fields: { 'belt': { name: 'belt'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'Boolean': unknown;
    'CancellationEventInfo': { kind: 'OBJECT'; name: 'CancellationEventInfo'; fields: { 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'reason': { name: 'reason'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'DelayEventInfo': { kind: 'OBJECT'; name: 'DelayEventInfo'; fields: { 'delayCode': { name: 'delayCode'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'delayMinutes': { name: 'delayMinutes'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'newArrTime': { name: 'newArrTime'; type: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; } }; 'newDepTime': { name: 'newDepTime'; type: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; } }; }; };
    'DiversionEventInfo': { kind: 'OBJECT'; name: 'DiversionEventInfo'; fields: { 'airport': { name: 'airport'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'EventInfo': { kind: 'INTERFACE'; name: 'EventInfo'; fields: { 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; possibleTypes: 'BaggageEventInfo' | 'CancellationEventInfo' | 'DelayEventInfo' | 'DiversionEventInfo' | 'GateEventInfo' | 'MessageEventInfo' | 'ScheduleEventInfo'; };
    'Flight': { kind: 'OBJECT'; name: 'Flight'; fields: { 'belt': { name: 'belt'; type: { kind: 'OBJECT'; name: 'FlightBelt'; ofType: null; } }; 'carrier': { name: 'carrier'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'date': { name: 'date'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDate'; ofType: null; }; } }; 'direction': { name: 'direction'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'FlightDirection'; ofType: null; }; } }; 'gate': { name: 'gate'; type: { kind: 'OBJECT'; name: 'FlightGate'; ofType: null; } }; 'num': { name: 'num'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null; }; } }; 'schedule': { name: 'schedule'; type: { kind: 'OBJECT'; name: 'FlightSchedule'; ofType: null; } }; 'state': { name: 'state'; type: { kind: 'OBJECT'; name: 'FlightState'; ofType: null; } }; 'times': { name: 'times'; type: { kind: 'OBJECT'; name: 'FlightTimes'; ofType: null; } }; 'updatedAt': { name: 'updatedAt'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; }; } }; }; };
    'FlightBelt': { kind: 'OBJECT'; name: 'FlightBelt'; fields: { 'belt': { name: 'belt'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'stamp': { name: 'stamp'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; }; };
    'FlightConnection': { kind: 'OBJECT'; name: 'FlightConnection'; fields: { 'items': { name: 'items'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'Flight'; ofType: null; }; }; }; } }; 'nextToken': { name: 'nextToken'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'FlightDirection': { name: 'FlightDirection'; enumValues: 'ARRIVAL' | 'DEPARTURE'; };
    'FlightGate': { kind: 'OBJECT'; name: 'FlightGate'; fields: { 'gate': { name: 'gate'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'stamp': { name: 'stamp'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'terminal': { name: 'terminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'FlightSchedule': { kind: 'OBJECT'; name: 'FlightSchedule'; fields: { 'airport': { name: 'airport'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'codeshares': { name: 'codeshares'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; 'gate': { name: 'gate'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'scheduledTime': { name: 'scheduledTime'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; }; } }; 'stamp': { name: 'stamp'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'terminal': { name: 'terminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'via': { name: 'via'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; }; };
    'FlightState': { kind: 'OBJECT'; name: 'FlightState'; fields: { 'airport': { name: 'airport'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'reason': { name: 'reason'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'since': { name: 'since'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; }; } }; 'stamp': { name: 'stamp'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'status': { name: 'status'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'FlightStatus'; ofType: null; }; } }; }; };
    'FlightStatus': { name: 'FlightStatus'; enumValues: 'SCHEDULED' | 'DELAYED' | 'BOARDING' | 'FINAL_CALL' | 'GATE_CLOSED' | 'OFF_BLOCK' | 'AIRBORNE' | 'LANDED' | 'ARRIVED' | 'CANCELLED' | 'DIVERTED'; };
    'FlightTimes': { kind: 'OBJECT'; name: 'FlightTimes'; fields: { 'delayCode': { name: 'delayCode'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'delayMinutes': { name: 'delayMinutes'; type: { kind: 'SCALAR'; name: 'Int'; ofType: null; } }; 'estimatedTime': { name: 'estimatedTime'; type: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; } }; 'stamp': { name: 'stamp'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; }; };
    'GateEventInfo': { kind: 'OBJECT'; name: 'GateEventInfo'; fields: { 'gate': { name: 'gate'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'terminal': { name: 'terminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'ID': unknown;
    'Int': unknown;
    'MessageEventInfo': { kind: 'OBJECT'; name: 'MessageEventInfo'; fields: { 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; }; };
    'Mutation': { kind: 'OBJECT'; name: 'Mutation'; fields: { 'scheduleFlight': { name: 'scheduleFlight'; type: { kind: 'OBJECT'; name: 'StatusUpdate'; ofType: null; } }; 'updateFlightStatus': { name: 'updateFlightStatus'; type: { kind: 'OBJECT'; name: 'StatusUpdate'; ofType: null; } }; }; };
    'Query': { kind: 'OBJECT'; name: 'Query'; fields: { 'listFlights': { name: 'listFlights'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'FlightConnection'; ofType: null; }; } }; 'listStatusUpdates': { name: 'listStatusUpdates'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'OBJECT'; name: 'StatusUpdate'; ofType: null; }; }; }; } }; }; };
    'ScheduleEventInfo': { kind: 'OBJECT'; name: 'ScheduleEventInfo'; fields: { 'airport': { name: 'airport'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'codeshares': { name: 'codeshares'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; 'gate': { name: 'gate'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'message': { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'scheduledTime': { name: 'scheduledTime'; type: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; } }; 'terminal': { name: 'terminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'via': { name: 'via'; type: { kind: 'LIST'; name: never; ofType: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; } }; }; };
    'StatusEvent': { name: 'StatusEvent'; enumValues: 'FlightArrived' | 'FlightBaggageOnBelt' | 'FlightBoarding' | 'FlightCancelled' | 'FlightDelayed' | 'FlightDiverted' | 'FlightFinalCall' | 'FlightGateChanged' | 'FlightGateClosed' | 'FlightLanded' | 'FlightPushBack' | 'FlightReinstated' | 'FlightScheduled' | 'FlightTookOff'; };
    'StatusUpdate': { kind: 'OBJECT'; name: 'StatusUpdate'; fields: { 'carrier': { name: 'carrier'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; } }; 'date': { name: 'date'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDate'; ofType: null; }; } }; 'direction': { name: 'direction'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'FlightDirection'; ofType: null; }; } }; 'event': { name: 'event'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'StatusEvent'; ofType: null; }; } }; 'flight': { name: 'flight'; type: { kind: 'OBJECT'; name: 'Flight'; ofType: null; } }; 'id': { name: 'id'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'ID'; ofType: null; }; } }; 'info': { name: 'info'; type: { kind: 'INTERFACE'; name: 'EventInfo'; ofType: null; } }; 'num': { name: 'num'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null; }; } }; 'previousTerminal': { name: 'previousTerminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'terminal': { name: 'terminal'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; } }; 'time': { name: 'time'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDateTime'; ofType: null; }; } }; }; };
    'StatusUpdateInput': { kind: 'INPUT_OBJECT'; name: 'StatusUpdateInput'; isOneOf: false; inputFields: [{ name: 'num'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'Int'; ofType: null; }; }; defaultValue: null }, { name: 'carrier'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'String'; ofType: null; }; }; defaultValue: null }, { name: 'date'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'SCALAR'; name: 'AWSDate'; ofType: null; }; }; defaultValue: null }, { name: 'event'; type: { kind: 'NON_NULL'; name: never; ofType: { kind: 'ENUM'; name: 'StatusEvent'; ofType: null; }; }; defaultValue: null }, { name: 'message'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; }; defaultValue: null }, { name: 'extra'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; }; defaultValue: null }, { name: 'id'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; }; defaultValue: null }, { name: 'time'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; }; defaultValue: null }, { name: 'direction'; type: { kind: 'SCALAR'; name: 'String'; ofType: null; }; defaultValue: null }]; };
    'String': unknown;
    'Subscription': { kind: 'OBJECT'; name: 'Subscription'; fields: { 'onFlightStatusUpdate': { name: 'onFlightStatusUpdate'; type: { kind: 'OBJECT'; name: 'StatusUpdate'; ofType: null; } }; }; };
};

/** An IntrospectionQuery representation of your schema.
 *
 * @remarks
 * This is an introspection of your schema saved as a file by GraphQLSP.
 * It will automatically be used by `gql.tada` to infer the types of your GraphQL documents.
 * If you need to reuse this data or update your `scalars`, update `tadaOutputLocation` to
 * instead save to a .ts instead of a .d.ts file.
 */
export type introspection = {
  name: never;
  query: 'Query';
  mutation: 'Mutation';
  subscription: 'Subscription';
  types: introspection_types;
};

import * as gqlTada from 'gql.tada';

declare module 'gql.tada' {
  interface setupSchema {
    introspection: introspection
  }
}