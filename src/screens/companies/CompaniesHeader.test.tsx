import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SecondFactor } from "../../state/session-store";
import { settle, showPage, isolatePages } from "./companies-page-for-tests";

isolatePages();

const open = () => {
  fireEvent.click(screen.getByTestId("user-menu"));
  return within(screen.getByTestId("user-menu-panel"));
};

test("says who is signed in, and signs out here or everywhere", async () => {
  const { signedOut } = await showPage();
  expect(open().getByTestId("user-groups").textContent).toBe("developer");
  fireEvent.click(screen.getByTestId("sign-out"));
  fireEvent.click(open().getByRole("button", { name: "Sign out everywhere" }));
  expect(signedOut).toEqual(["here", "everywhere"]);
});

test("two-step sign-in is set up with the code of an app, and removed", async () => {
  let isOn = false;
  const confirmed: string[] = [];
  const secondFactor: SecondFactor = {
    isOn: () => Promise.resolve(isOn),
    begin: () =>
      Promise.resolve({ secret: "JBSWY3DPEHPK3PXP", address: "otpauth://totp/Airside?secret=JBSWY3DPEHPK3PXP" }),
    confirm(code) {
      confirmed.push(code);
      if (code !== "123456") return Promise.reject(new Error("Code mismatch"));
      isOn = true;
      return Promise.resolve();
    },
    remove() {
      isOn = false;
      return Promise.resolve();
    },
  };
  const { clock } = await showPage({ secondFactor });
  fireEvent.click(open().getByRole("button", { name: "Two-step sign-in" }));
  await settle(clock);
  const dialog = within(screen.getByTestId("second-factor"));
  fireEvent.click(dialog.getByRole("button", { name: "Set it up" }));
  await settle(clock);
  expect(dialog.getByTestId("totp-secret").textContent).toBe("JBSWY3DPEHPK3PXP");
  expect(dialog.getByRole("img").dataset["text"]).toBe("otpauth://totp/Airside?secret=JBSWY3DPEHPK3PXP");
  const enter = async (code: string) => {
    fireEvent.change(dialog.getByLabelText("Type in the six digits that the app shows."), { target: { value: code } });
    fireEvent.click(dialog.getByRole("button", { name: "Turn it on" }));
    await settle(clock);
  };
  await enter("000000");
  expect(dialog.getByRole("alert").textContent).toBe("Code mismatch");
  await enter("123 456");
  expect(confirmed).toEqual(["000000", "123456"]);
  expect(dialog.getByText("on")).toBeTruthy();
  fireEvent.click(dialog.getByRole("button", { name: "Turn it off" }));
  await settle(clock);
  expect(dialog.getByRole("button", { name: "Set it up" })).toBeTruthy();
});
