import type { App } from "aws-cdk-lib";
import { backend } from "../backend.js";

// Runs in a process of its own: auth and data are singletons, and the CDK reads its settings from the environment.
const app = backend.stack.node.root as App;
app.synth();
