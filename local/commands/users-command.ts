import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { defaultSandboxUrl } from "./sandbox-outputs.js";
import type { Terminal } from "./terminal.js";

/** `users add|groups|reset|list`: the accounts of the sandbox. @param finish receives the exit code */
export function usersCommand(terminal: Terminal, finish: (code: number) => void): Command {
  const withSandbox = (command: Command): Command =>
    command.option("--url <url>", "the sandbox to talk to", defaultSandboxUrl);

  const add = withSandbox(new Command("add"))
    .description("make a user and print a one-time password")
    .argument("<email>", "address to sign in with")
    .option("--group <names...>", "groups to put the user into", [])
    .action(async (email: string, options: { url: string; group: string[] }) => {
      const { addUser } = await import("./users-add.js");
      finish(await addUser({ url: options.url, email, groups: options.group, randomBytes }, terminal));
    });

  const groups = withSandbox(new Command("groups"))
    .description("put a user into exactly these groups; none named: into none")
    .argument("<email>", "address, or what stands before its @")
    .argument("[groups...]", "names of groups")
    .action(async (name: string, names: string[], options: { url: string }) => {
      const { setGroups } = await import("./users-groups.js");
      finish(await setGroups({ url: options.url, name, groups: names }, terminal));
    });

  const reset = withSandbox(new Command("reset"))
    .description("give another one-time password and end a lock after wrong ones")
    .argument("<email>", "address, or what stands before its @")
    .option("--totp", "take the authenticator app away, too", false)
    .action(async (name: string, options: { url: string; totp: boolean }) => {
      const { resetUser } = await import("./users-reset.js");
      finish(await resetUser({ url: options.url, name, totp: options.totp, randomBytes }, terminal));
    });

  const list = withSandbox(new Command("list"))
    .description("print the users, their states and groups")
    .action(async (options: { url: string }) => {
      const { printUsers } = await import("./users-list.js");
      finish(await printUsers(options, terminal));
    });

  return new Command("users")
    .description("manage who can sign in")
    .addCommand(add)
    .addCommand(groups)
    .addCommand(reset)
    .addCommand(list);
}
