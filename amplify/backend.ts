import { defineBackend } from "@aws-amplify/backend";
import { Stack } from "aws-cdk-lib";
import type { IRole } from "aws-cdk-lib/aws-iam";
import { airport } from "./airport.js";
import { closeSignUp } from "./auth/closed-sign-up.js";
import { lendGroupRoles } from "./auth/group-roles.js";
import { auth } from "./auth/resource.js";
import { setSignInPolicy } from "./auth/sign-in-policy.js";
import { attachCompaniesApi } from "./data/companies-api.js";
import { attachFlightApi } from "./data/flight-api.js";
import { attachOperationsApi } from "./data/operations-api.js";
import { limitQueries } from "./data/query-limits.js";
import { createResolverAttachment } from "./data/resolver-attachment.js";
import { data } from "./data/resource.js";
import {
  createCompanyExportsTable,
  createDisplaysTable,
  createFlightTables,
  createTakeoversTable,
} from "./data/tables.js";
import { deploymentOf } from "./deployment.js";
import { createLakeEvents } from "./events/lake-events.js";
import { createFlightEvents } from "./events/resource.js";
import { queryLake } from "./functions/query-lake/resource.js";
import { startCrawler } from "./functions/start-crawler/resource.js";
import { watchExport } from "./functions/watch-export/resource.js";
import { createGroupGrants } from "./lake/grants.js";
import { equipQueryLake } from "./lake/lake-functions.js";
import { createLake } from "./lake/resource.js";
import { byGroup, lakeGroupNames, type LakeGroup } from "./lake/visibility.js";
import { createAlarms } from "./monitoring/resource.js";

/** The whole deployment: sign-in, data lake, API, event bus, alarms. */
export const backend = defineBackend({ auth, data, queryLake, startCrawler, watchExport });

const deployment = deploymentOf(backend.stack);
const keep = !deployment.isSandbox;
const { queryLake: asker, startCrawler: starter, watchExport: watcher } = backend;
const { userPool, groups, cfnResources: authResources } = backend.auth.resources;

closeSignUp(authResources);
setSignInPolicy(authResources, keep);

// In the stack that Amplify made for the functions of the lake.
const lake = createLake(Stack.of(starter.resources.lambda), deployment, {
  startCrawler: starter,
  watchExport: watcher,
});

function roleOf(name: LakeGroup): IRole {
  const group = groups[name];
  if (group === undefined) {
    throw new Error(`amplify/auth/resource.ts: expected a group named ${name}, since it reads the lake. Add it.`);
  }
  return group.role;
}
const readerRoles = lakeGroupNames.map(roleOf);
lendGroupRoles(asker.resources.lambda, readerRoles, authResources.cfnIdentityPoolRoleAttachment);
equipQueryLake(asker, lake, userPool);
createGroupGrants(backend.createStack("grants"), lake, roleOf);

const { graphqlApi, cfnResources } = backend.data.resources;
const { stack: dataStack } = backend.data;
const attachment = createResolverAttachment(backend.data);
limitQueries(cfnResources.cfnGraphqlApi);
attachFlightApi(backend.data, attachment, createFlightTables(dataStack, keep));
attachCompaniesApi(backend.data, attachment, {
  queryLake: asker.resources.lambda,
  companyExports: createCompanyExportsTable(dataStack, keep),
});
attachOperationsApi(attachment, {
  takeovers: createTakeoversTable(dataStack, keep),
  displays: createDisplaysTable(dataStack, keep),
});

const eventStack = backend.createStack("events");
const flightEvents = createFlightEvents(eventStack, graphqlApi, `flights-${deployment.name}`);
const lakeEvents = createLakeEvents(eventStack, graphqlApi, lake.crawler.crawler.ref);
createAlarms(backend.createStack("monitoring"), {
  api: cfnResources.cfnGraphqlApi,
  flightEvents,
  lakeEvents,
  triggers: lake.triggers,
  functions: [asker, starter, watcher].map(({ resources }) => resources.lambda),
});

backend.addOutput({
  custom: {
    eventBusName: flightEvents.bus.eventBusName,
    airport,
    lake: {
      bucketName: lake.bucket.bucketName,
      databaseName: lake.catalog.database.ref,
      queryWorkGroups: byGroup((group) => lake.workGroups[group].queries.name),
      exportWorkGroups: byGroup((group) => lake.workGroups[group].exports.name),
      crawlerName: lake.crawler.crawler.ref,
    },
  },
});
