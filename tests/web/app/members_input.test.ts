// Choosing somebody: whom the reader may know by name comes first, the others go by a number that
// they find on their own page.
import { describe, expect, it } from "vitest";
import { FakeCore } from "../../../web/shared/host/fake";
import {
  communityHex,
  keyHex,
  residentHex,
} from "../../../web/shared/host/fixtures";
import { findings, settle, show, type Shown } from "./support";

const hint = "姓名只给工作人员看";
const choices = (app: Shown) =>
  app.wrapper.findAll(".list .choice").map((one) => one.text());

// The resident may read one name: that of the building's head.
function neighbour(): FakeCore {
  const core = new FakeCore("resident");
  type View = { case: string; value: { rows?: { name: string }[] } };
  const own = core as unknown as { view: (request: unknown) => View };
  const view = own.view.bind(core);
  own.view = (request) => {
    const shown = view(request);
    if (shown.case === "members") shown.value.rows![2]!.name = "陈国强";
    return shown;
  };
  return core;
}

describe("A4.5: who comes instead", () => {
  const link = `#/come/${communityHex}/${keyHex}/${"5e".repeat(32)}/${"01".repeat(16)}/member`;

  it("is chosen by name where one may be read, else by the number", async () => {
    const app = await show("resident", link, neighbour());
    await app.button("请人代替我").trigger("click");
    await settle();
    expect(app.text()).toContain(hint);
    const all = choices(app);
    expect(all[0]).toContain("陈国强");
    expect(all[1]).toContain(`成员 ${residentHex.slice(0, 6)}`);
    await app.wrapper.find("input[type=search]").setValue("979797");
    expect(choices(app)).toEqual([expect.stringContaining("成员 979797")]);
    expect(await findings()).toEqual([]);
  });

  it("has its number on its own page, beside the name", async () => {
    const app = await show("resident", "#/me");
    expect(app.wrapper.find("h2").text()).toBe("王春梅");
    expect(app.text()).toContain(`成员 ${residentHex.slice(0, 6)}`);
  });
});
