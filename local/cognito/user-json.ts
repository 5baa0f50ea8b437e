import { attributeList, type Attribute } from "./user-attributes.js";
import type { UserRecord } from "./user-record.js";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export interface UserJson {
  readonly Username: string;
  readonly Attributes: readonly Attribute[];
  /** Seconds since 1970. */
  readonly UserCreateDate: number;
  readonly UserLastModifiedDate: number;
  readonly Enabled: boolean;
  readonly UserStatus: UserRecord["status"];
}

/** A user as operations for administrators give it. @param wanted names of attributes; undefined: all */
export function userJson(user: UserRecord, wanted?: ReadonlySet<string>): UserJson {
  return {
    Username: user.username,
    Attributes: attributeList(user).filter(({ Name }) => wanted === undefined || wanted.has(Name)),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}
