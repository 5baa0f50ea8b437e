import { expect, test } from "vitest";
import { realtimeAddress, realtimeHost } from "./realtime-socket";

const amplify = "AWSWebSocketProvider/appsyncUrl.ts makes this address";

test.each([
  {
    endpoint: "http://localhost:4300/graphql",
    made: "wss://localhost:4300/graphql/realtime",
    expected: "ws://localhost:4300/graphql/realtime",
    source: amplify,
  },
  {
    endpoint: "http://192.168.1.5/graphql",
    made: "wss://192.168.1.5/graphql/realtime?x=1",
    expected: "ws://192.168.1.5/graphql/realtime?x=1",
    source: "default port",
  },
  {
    endpoint: "https://api.airport.example/graphql",
    made: "wss://api.airport.example/graphql/realtime",
    expected: "wss://api.airport.example/graphql/realtime",
    source: "a custom domain stays secure",
  },
  {
    endpoint: "http://localhost:4300/graphql",
    made: "wss://elsewhere.example/socket",
    expected: "wss://elsewhere.example/socket",
    source: "sockets of others are left alone",
  },
])("with endpoint $endpoint, $made becomes $expected ($source)", ({ endpoint, made, expected }) => {
  expect(realtimeAddress(made, realtimeHost(endpoint))).toBe(expected);
});

test("AppSync's own names have a host of their own for subscriptions", () => {
  const id = "abcdefghijklmnopqrstuvwxyz";
  expect(realtimeHost(`https://${id}.appsync-api.us-east-1.amazonaws.com/graphql`)).toEqual({
    host: `${id}.appsync-realtime-api.us-east-1.amazonaws.com`,
    secure: true,
  });
});
