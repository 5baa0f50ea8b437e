import { createHmac } from "node:crypto";
import { AwsError } from "../aws-json/aws-error.js";
import type { Clock } from "../clock.js";
import type { UserPoolClientModel, UserPoolGroupModel, UserPoolModel } from "../synth/backend-model.js";
import { invalidParameter } from "./cognito-input.js";
import { checkPassword } from "./password-policy.js";
import { createVerifier, inventedVerifier, isPasswordOf, type PasswordVerifier, type SrpIdentity } from "./srp.js";
import { isEmail } from "./user-attributes.js";
import type { UserRecord } from "./user-record.js";
import type { UserStore } from "./user-store.js";

/** What a pool works with. */
export interface UserPoolOptions {
  readonly model: UserPoolModel;
  readonly store: UserStore;
  readonly clock: Pick<Clock, "now">;
  /** Gives UUIDs. */
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Buffer;
}

/** Who signs in, or would if there were such a user: both look and count alike. */
export interface SignInName {
  readonly userId: string;
  readonly user: UserRecord | undefined;
  readonly verifier: PasswordVerifier;
}

const dayMs = 24 * 3600 * 1000;

/** One user pool: its definition, and its users. */
export class UserPool {
  readonly model: UserPoolModel;
  readonly store: UserStore;
  private readonly clock: Pick<Clock, "now">;

  constructor(private readonly options: UserPoolOptions) {
    ({ model: this.model, store: this.store, clock: this.clock } = options);
  }

  get id(): string {
    return this.model.userPoolId;
  }

  client(clientId: string): UserPoolClientModel | undefined {
    return this.model.clients.find((client) => client.clientId === clientId);
  }

  /** A user by user name or, where people sign in with it, email address. Case is ignored. */
  find(name: string): UserRecord | undefined {
    const byName = this.store.find(this.id, name.toLowerCase());
    if (byName !== undefined || !this.usesEmail) return byName;
    return this.store.findByEmail(this.id, name);
  }

  /** @throws AwsError UserNotFoundException */
  get(name: string): UserRecord {
    const user = this.find(name);
    if (user === undefined) throw new AwsError("UserNotFoundException", "User does not exist.");
    return user;
  }

  /** People sign in with their email address; user names are UUIDs. */
  get usesEmail(): boolean {
    return this.model.usernameAttributes.includes("email");
  }

  /** Who is meant by a name at sign-in. A name that is nobody's always gives the same made-up user. */
  signInName(name: string): SignInName {
    const user = this.find(name);
    if (user !== undefined) return { userId: user.username, user, verifier: user.password };
    const seed = createHmac("sha256", this.store.secret).update(`${this.id}\n${name.toLowerCase()}`).digest();
    // Short, whatever is typed: made-up names are counted, too.
    const userId = this.usesEmail || !isUserName(name) ? uuidOf(seed) : name.toLowerCase();
    return { userId, user: undefined, verifier: inventedVerifier(seed) };
  }

  identity(userId: string): SrpIdentity {
    return { poolName: this.id.split("_")[1] ?? "", userId };
  }

  isPassword({ userId, verifier }: SignInName, password: string): boolean {
    return isPasswordOf(this.identity(userId), password, verifier);
  }

  /** Groups of a user, the one of least precedence first; those that the definition no longer has are left out. */
  groupsOf(user: UserRecord): readonly UserPoolGroupModel[] {
    return this.model.groups
      .filter(({ groupName }) => user.groups.includes(groupName))
      .sort(
        (one, other) =>
          (one.precedence ?? Infinity) - (other.precedence ?? Infinity) || (one.groupName < other.groupName ? -1 : 1),
      );
  }

  /** @throws AwsError ResourceNotFoundException */
  group(groupName: string): UserPoolGroupModel {
    const group = this.model.groups.find((candidate) => candidate.groupName === groupName);
    if (group === undefined) throw new AwsError("ResourceNotFoundException", "Group not found.");
    return group;
  }

  /** Whether signing in takes a code of the authenticator app. */
  asksForCode(user: UserRecord): boolean {
    if (this.model.mfa === "OFF" || user.totp === undefined) return false;
    return this.model.mfa === "ON" || user.totpEnabled;
  }

  /**
   * Makes a user with a password for one sign-in.
   * @throws AwsError UsernameExistsException, InvalidParameterException, InvalidPasswordException
   */
  async create(
    name: string,
    attributes: Readonly<Record<string, string>>,
    password: string,
    groups: readonly string[] = [],
  ): Promise<UserRecord> {
    const sub = this.options.newId();
    const now = this.clock.now();
    const all = this.usesEmail ? { ...attributes, email: name } : attributes;
    if (this.usesEmail && !isEmail(name)) throw invalidParameter("Username should be an email.");
    if (!this.usesEmail && !isUserName(name)) {
      throw invalidParameter("Username: expected 1 to 128 letters, digits, signs or punctuation marks.");
    }
    const username = this.usesEmail ? sub : name.toLowerCase();
    const email = all["email"];
    if (this.usesEmail && email !== undefined && this.store.findByEmail(this.id, email) !== undefined) {
      throw new AwsError("UsernameExistsException", "An account with the given email already exists.");
    }
    if (this.store.find(this.id, username) !== undefined) {
      throw new AwsError("UsernameExistsException", "User account already exists");
    }
    const user: UserRecord = {
      username,
      sub,
      attributes: { ...all },
      groups: [...groups],
      enabled: true,
      status: "FORCE_CHANGE_PASSWORD",
      password: this.temporaryPassword(username, password),
      totpEnabled: false,
      totpPreferred: false,
      createdAt: now,
      modifiedAt: now,
    };
    await this.store.put(this.id, user);
    return user;
  }

  /** Changes a user as it is now. Resolves when it is on disk. @throws AwsError UserNotFoundException */
  async update(username: string, change: (user: UserRecord) => UserRecord): Promise<UserRecord> {
    const user = { ...change(this.get(username)), modifiedAt: this.clock.now() };
    await this.store.put(this.id, user);
    return user;
  }

  /** A password of the user's own choice. @throws AwsError InvalidPasswordException */
  chosenPassword(username: string, password: string): UserRecord["password"] {
    checkPassword(this.model.passwordPolicy, password);
    return createVerifier(this.identity(username), password, this.options.randomBytes);
  }

  /** A password for one sign-in. @throws AwsError InvalidPasswordException */
  temporaryPassword(username: string, password: string): UserRecord["password"] {
    const days = this.model.passwordPolicy.temporaryPasswordValidityDays;
    return { ...this.chosenPassword(username, password), expiresAt: this.clock.now() + days * dayMs };
  }
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html: Username. */
function isUserName(name: string): boolean {
  return /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(name);
}

/** RFC 9562 version 4 in form. */
function uuidOf(seed: Buffer): string {
  const bytes = Buffer.from(seed.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
