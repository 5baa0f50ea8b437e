import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { PassThrough, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../temporary-directory.js";
import { createLineWriter } from "./line-writer.js";
import { runProgram } from "./program.js";
import { recordedTerminal } from "./recorded-terminal.js";
import { systemErrorInWords } from "./system-error.js";

const busNobodyCalls = "--bus b --region us-east-1";

describe("runProgram", () => {
  it.each([
    {
      words: "start --port 0 --host 192.0.2.1",
      expected: "error: 192.0.2.1 is not an address of this machine.",
      source: "EADDRNOTAVAIL; an address for documentation, RFC 5737",
    },
    {
      words: "start --port 0 --state-dir file",
      expected: "file/state: a file stands where a folder is needed.",
      source: "ENOTDIR",
    },
    {
      words: "start --port 0 --state-dir occupied",
      expected: "occupied/state: a file stands where a folder is needed.",
      source: "EEXIST",
    },
    { words: "schedule import folder --dry-run", expected: "folder: a folder stands where a file", source: "EISDIR" },
    { words: `events send --file folder`, expected: "folder: a folder stands where a file", source: "EISDIR" },
    {
      words: `events replay folder ${busNobodyCalls}`,
      expected: "folder: a folder stands where a file",
      source: "EISDIR",
    },
    { words: "schedule import none.csv", expected: "none.csv: there is no such file or folder.", source: "ENOENT" },
    {
      words: "events send --file none.json",
      expected: "none.json: there is no such file or folder.",
      source: "ENOENT",
    },
    {
      words: `events replay none.ndjson ${busNobodyCalls}`,
      expected: "none.ndjson: there is no such file or folder.",
      source: "ENOENT",
    },
    { words: "schedule import file/x.csv", expected: "file/x.csv: a file stands where a folder", source: "ENOTDIR" },
    {
      words: "schedule import file --format bts --events folder --dry-run",
      expected: "folder: a folder stands where a file is to be written.",
      source: "EISDIR, before the rows are read",
    },
    {
      words: "schedule import file --format bts --events none/out.ndjson --dry-run",
      expected: "there is no such file or folder.",
      source: "ENOENT, of a file to be written",
    },
  ])("says in a line what is wrong and what to do: $words ($source)", async ({ words, expected }) => {
    const directory = await temporaryDirectory();
    await writeFile(path.join(directory, "file"), "");
    await mkdir(path.join(directory, "folder"));
    await mkdir(path.join(directory, "occupied"));
    await writeFile(path.join(directory, "occupied", "state"), "");
    const terminal = recordedTerminal(directory);
    expect(await runProgram(words.split(" "), terminal)).toBe(1);
    const [message = "", whatToDo = "", ...more] = terminal.errors;
    expect(message).toMatch(/^error: /);
    expect(message).toContain(expected);
    expect(whatToDo).toMatch(/^ {7}\S.*\.$/);
    expect(more).toEqual([]);
  });
});

describe("systemErrorInWords", () => {
  it.each([
    {
      fields: { code: "EACCES", syscall: "open", path: "/etc/shadow" },
      expected: "/etc/shadow: no permission (open: EACCES).",
      source: "a file of somebody else's",
    },
    {
      fields: { code: "EROFS", syscall: "mkdir", path: "/cd/state" },
      expected: "/cd/state: no permission (mkdir: EROFS).",
      source: "a disk that is only read",
    },
    {
      fields: { code: "EACCES", syscall: "listen", address: "127.0.0.1", port: 80 },
      expected: "Listening on port 80 is not permitted.",
      source: "a port of the system's",
    },
    {
      fields: { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "nowhere.invalid" },
      expected: "No address is known for the name nowhere.invalid.",
      source: "a name that does not exist, RFC 2606",
    },
    {
      fields: { code: "EISDIR", syscall: "rename", path: "a.sorted", dest: "a" },
      expected: "a: a folder stands where a file is needed.",
      source: "the name that the person gave, not the one in between",
    },
    {
      fields: { code: "ENOSPC", syscall: "write" },
      expected: "No room is left on the disk.",
      source: "a full disk",
    },
    { fields: { code: "EIO", syscall: "read" }, expected: "as Node says it", source: "any other" },
  ])("has words for $source", ({ fields, expected }) => {
    expect(systemErrorInWords(Object.assign(new Error("as Node says it"), fields))?.message).toBe(expected);
  });

  it("leaves faults of the program alone", () => {
    expect(systemErrorInWords(new TypeError("x is not a function"))).toBeUndefined();
    expect(systemErrorInWords(Object.assign(new Error("x"), { code: "ERR_INVALID_ARG_TYPE" }))).toBeUndefined();
    expect(systemErrorInWords("text")).toBeUndefined();
  });
});

describe("createLineWriter", () => {
  const failing = (code: string): { stream: Writable; tried: () => number } => {
    let tried = 0;
    const stream = new Writable({
      write(_chunk, _encoding, done) {
        tried += 1;
        done(Object.assign(new Error(code), { code, syscall: "write" }));
      },
    });
    return { stream, tried: () => tried };
  };

  const closed = (stream: Writable): Promise<void> =>
    new Promise((resolve) => {
      stream.on("close", resolve);
    });

  it("writes lines", async () => {
    const stream = new PassThrough();
    const write = createLineWriter(stream, () => undefined);
    write("one");
    write("two");
    stream.end();
    expect(Buffer.concat(await stream.toArray()).toString()).toBe("one\ntwo\n");
  });

  it("drops what comes after its reader has gone", async () => {
    const { stream, tried } = failing("EPIPE");
    const failures: Error[] = [];
    const write = createLineWriter(stream, (error) => failures.push(error));
    write("one");
    await closed(stream);
    write("two");
    expect(tried()).toBe(1);
    expect(failures).toEqual([]);
  });

  it("tells of other failures", async () => {
    const { stream } = failing("ENOSPC");
    const failures: Error[] = [];
    createLineWriter(stream, (error) => failures.push(error))("one");
    await closed(stream);
    expect(failures).toMatchObject([{ code: "ENOSPC" }]);
  });
});

describe("cli.ts", () => {
  const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
  const words = `events send FlightLanded --carrier JK --number 1 --dry-run ${busNobodyCalls}`.split(" ");

  it.each(["stdout", "stderr"] as const)("ends quietly when nobody reads its %s any more", async (name) => {
    // The command starts when a line comes: by then the pipe has lost its reader.
    const child = spawn("sh", [
      "-c",
      'read go; exec "$@"',
      "sh",
      process.execPath,
      "--import",
      "tsx",
      cli,
      ...words,
      ...(name === "stderr" ? ["--belt", "1"] : []),
    ]);
    const other = name === "stdout" ? child.stderr : child.stdout;
    const ended = once(child, "close");
    child[name].destroy();
    await once(child[name], "close");
    child.stdin.end("go\n");
    expect(Buffer.concat(await other.toArray()).toString()).toBe("");
    expect(await ended).toEqual([name === "stdout" ? 0 : 1, null]);
  });
});
