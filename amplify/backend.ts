import { defineBackend } from "@aws-amplify/backend";
import { airport } from "./airport.js";
import { closeSignUp } from "./auth/closed-sign-up.js";
import { auth } from "./auth/resource.js";
import { attachFlightApi } from "./data/flight-api.js";
import { data } from "./data/resource.js";
import { createFlightTables } from "./data/tables.js";
import { deploymentOf } from "./deployment.js";
import { createFlightEvents } from "./events/resource.js";
import { createAlarms } from "./monitoring/resource.js";

/** The whole deployment: sign-in, flight API, event bus, alarms. */
export const backend = defineBackend({ auth, data });

const deployment = deploymentOf(backend.stack);
const { graphqlApi, cfnResources } = backend.data.resources;

closeSignUp(backend.auth.resources.cfnResources);
attachFlightApi(backend.data, createFlightTables(backend.data.stack, !deployment.isSandbox));
const events = createFlightEvents(backend.createStack("events"), graphqlApi, `flights-${deployment.name}`);
createAlarms(backend.createStack("monitoring"), events, cfnResources.cfnGraphqlApi);

backend.addOutput({ custom: { eventBusName: events.bus.eventBusName, airport } });
