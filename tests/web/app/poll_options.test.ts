// A vote among options as a person reads it and casts it: results, distance to the turnout, what is
// hidden until the tally; and ballots of each kind, by finger, mouse and keyboard.
import { create } from "@bufbuild/protobuf";
import { mount, type VueWrapper } from "@vue/test-utils";
import axe from "axe-core";
import { computed, defineComponent, h, nextTick, ref } from "vue";
import { describe, expect, it } from "vitest";
import {
  Field_Kind,
  FieldSchema,
  Poll_Method,
} from "../../../web/shared/generated/yiting/v1/pack_pb";
import {
  PollRowSchema,
  type PollRow,
} from "../../../web/shared/generated/yiting/v1/view_pb";
import { toInputs } from "../../../web/shared/model/form";
import {
  moved,
  namesOf,
  providePoll,
  yuan,
} from "../../../web/shared/model/poll";
import BallotInput from "../../../web/shared/parts/BallotInput.vue";
import PollCard from "../../../web/shared/parts/PollCard.vue";

type Init = Parameters<typeof create<typeof PollRowSchema>>[1];
const pollOf = (init: Init): PollRow => create(PollRowSchema, init);
const options = (...rows: object[]) =>
  rows.map((row, i) => ({
    option: i + 1,
    title: { zh: "甲乙丙丁"[i] },
    ...row,
  }));
const card = (init: Init, officer = false) =>
  mount(PollCard, { props: { poll: pollOf(init), officer } });
const say = (init: Init, officer = false) => card(init, officer).text();

function form(init: Init, picked: string[] = []) {
  const chosen = ref(picked);
  const wrapper = mount(
    defineComponent({
      setup() {
        providePoll(computed(() => pollOf(init)));
        return () =>
          h("fieldset", [
            h("legend", "选项"),
            h(BallotInput, {
              name: "ballot",
              modelValue: chosen.value,
              "onUpdate:modelValue": (now: string[]) => (chosen.value = now),
            }),
          ]);
      },
    }),
    { attachTo: document.body },
  );
  return { wrapper, chosen };
}
const byLabel = (wrapper: VueWrapper, label: string) =>
  wrapper.get(`[aria-label="${label}"]`);

describe("A6_7 the distance to the turnout", () => {
  const base = { byHousehold: true, running: true, electors: 10n, voted: 3n };
  it("says how many ballots are missing, and of how many", () => {
    const text = say({ ...base, turnoutNeeded: 5n, turnoutMissing: 2n });
    expect(text).toContain("还差 2 票达到参与率（要 5 票）");
  });

  it("says area as well where area counts", () => {
    const owners = {
      ...base,
      byHousehold: false,
      byOwner: true,
      byArea: true,
      area: 60000n,
    };
    const both = { turnoutNeeded: 7n, turnoutNeededArea: 40000n };
    expect(
      say({
        ...owners,
        ...both,
        turnoutMissing: 4n,
        turnoutMissingArea: 12050n,
      }),
    ).toContain("还差 4 票、120.5 平方米达到参与率（要 7 票、400 平方米）");
    expect(say({ ...owners, ...both, turnoutMissingArea: 12050n })).toContain(
      "还差 120.5 平方米达到参与率（要 400 平方米）",
    );
    expect(say({ ...owners, ...both, turnoutMissing: 4n })).toContain(
      "还差 4 票达到参与率",
    );
  });

  it("says that it is reached, that it was not, and nothing where any will do", () => {
    expect(say({ ...base, turnoutNeeded: 3n })).toContain("参与率已达到");
    const over = { ...base, running: false, counted: true };
    expect(say({ ...over, turnoutNeeded: 5n, turnoutMissing: 2n })).toContain(
      "参与率没有达到",
    );
    expect(say(base)).not.toContain("参与率");
  });
});

describe("A6_3 a vote among options", () => {
  it("has a bar for each, says who is chosen in words, and never by colour alone", () => {
    const wrapper = card({
      method: Poll_Method.APPROVAL,
      seats: 2,
      counted: true,
      passed: true,
      electors: 9n,
      voted: 5n,
      options: options(
        { votes: 4n, chosen: true },
        { votes: 3n, chosen: true },
        { votes: 1n },
      ),
      myOptions: [1, 3],
    });
    const rows = wrapper.findAll("li");
    expect(rows.map((row) => row.text())).toEqual([
      "甲 选定4 票",
      "乙 选定3 票",
      "丙 1 票",
    ]);
    const bars = wrapper.findAll("progress");
    expect(bars.map((bar) => bar.attributes("value"))).toEqual(["4", "3", "1"]);
    expect(bars.every((bar) => bar.attributes("max") === "5")).toBe(true);
    expect(wrapper.text()).toContain("前 2 名选定，末位并列的都不选定");
    expect(wrapper.text()).toContain("您这一票：甲、丙");
    expect(wrapper.text()).not.toContain("同意 0");
  });

  it("tells the rounds of a ranking", () => {
    const text = say({
      method: Poll_Method.RANKING,
      counted: true,
      passed: true,
      voted: 5n,
      options: options(
        { votes: 3n, round: 2, chosen: true },
        { votes: 2n, round: 2 },
        { votes: 1n, round: 1 },
      ),
      myOptions: [3, 1],
    });
    expect(text).toContain("丙 第 1 轮去掉");
    expect(text).toContain("计了 2 轮");
    expect(text).toContain("您这一票：1. 丙 2. 甲");
  });

  it("tells what a budget buys and what is left", () => {
    const text = say({
      method: Poll_Method.BUDGET,
      budget: 2000000n,
      counted: true,
      passed: true,
      voted: 4n,
      options: options(
        { votes: 3n, cost: 600000n, chosen: true },
        { votes: 2n, cost: 1500000n },
        { votes: 1n, cost: 50n, chosen: true },
      ),
    });
    expect(text).toContain("预算 20000 元");
    expect(text).toContain("15000 元");
    expect(text).toContain("选定的共 6000.5 元，还剩 13999.5 元");
  });

  it("shows no count before the tally where the rule hides it, nor while late ballots come", () => {
    const hidden = {
      method: Poll_Method.CHOICE,
      running: true,
      hidden: true,
      electors: 9n,
      voted: 2n,
      options: options({}, {}),
    };
    const wrapper = card(hidden);
    expect(wrapper.text()).toContain("计票前谁也看不到票数");
    expect(wrapper.find("progress").exists()).toBe(false);
    expect(wrapper.text()).not.toContain("0 票");
    const grace = say({
      ...hidden,
      changeable: true,
      graceUntilMs: 1_710_259_200_000n,
      late: 1n,
    });
    expect(grace).toContain("投票已截止");
    expect(grace).toContain("前送到仍然算数");
    expect(grace).toContain("其中 1 张在宽限期内送到");
    expect(grace).not.toContain("可以改票");
    expect(
      say({ running: true, hidden: true, electors: 3n, voted: 1n }),
    ).not.toContain("同意");
  });

  it("says that it advises, or where owners must vote for it to bind", () => {
    expect(say({ advisory: true })).toContain("征求意见");
    const text = say({
      advisory: true,
      bindingElsewhere: { zh: "业主决策平台" },
    });
    expect(text).toContain("业主要在「业主决策平台」表决才有效");
    expect(text).not.toContain("征求意见");
  });

  it("A6_5 tells officers of paper that was read differently, and nobody else", () => {
    const papers = { running: true, papers: 3n, papersDiffer: 1n };
    expect(say(papers, true)).toContain(
      "其中 1 张两个人录得不一样：请第三个人看原票录入",
    );
    expect(say(papers)).toContain("3 张纸票等第二个人录入");
    expect(say(papers)).not.toContain("不一样");
  });

  it("names what was picked, and does not fall over an option that is not there", () => {
    const poll = pollOf({ method: Poll_Method.CHOICE, options: options({}) });
    expect(namesOf(poll, [1])).toBe("甲");
    expect(namesOf(poll, [9])).toBe("");
    expect([yuan(0n), yuan(5n), yuan(120000n)]).toEqual(["0", "0.05", "1200"]);
  });
});

describe("A6_3 a ballot", () => {
  it("of a choice is one, or none", async () => {
    const { wrapper, chosen } = form({
      method: Poll_Method.CHOICE,
      options: options({}, {}),
    });
    const radios = wrapper.findAll("input[type=radio]");
    expect(radios).toHaveLength(3);
    await radios[1]!.setValue();
    expect(chosen.value).toEqual(["2"]);
    await radios[0]!.setValue();
    expect(chosen.value).toEqual(["1"]);
    await radios[2]!.setValue();
    expect(chosen.value).toEqual([]);
  });

  it("of an approval is several", async () => {
    const { wrapper, chosen } = form({
      method: Poll_Method.APPROVAL,
      seats: 2,
      options: options({}, {}, {}),
    });
    for (const box of wrapper.findAll("input[type=checkbox]"))
      await box.setValue(true);
    expect(chosen.value).toEqual(["1", "2", "3"]);
    expect(wrapper.text()).toContain("已选 3 个");
    expect(wrapper.text()).toContain("前 2 名选定");
  });

  it("of a budget shows what is left, and bars what that does not pay for", async () => {
    const { wrapper, chosen } = form({
      method: Poll_Method.BUDGET,
      budget: 2000000n,
      options: options(
        { cost: 600000n },
        { cost: 1500000n },
        { cost: 1400000n },
      ),
    });
    const boxes = wrapper.findAll<HTMLInputElement>("input[type=checkbox]");
    expect(wrapper.text()).toContain("已选 0 元，还剩 20000 元");
    await boxes[0]!.setValue(true);
    expect(wrapper.get("[role=status]").text()).toBe(
      "已选 6000 元，还剩 14000 元",
    );
    expect(boxes.map((box) => box.element.disabled)).toEqual([
      false,
      true,
      false,
    ]);
    expect(wrapper.text()).toContain("超过剩下的钱");
    await boxes[2]!.setValue(true);
    expect(wrapper.get("[role=status]").text()).toBe(
      "已选 20000 元，还剩 0 元",
    );
    expect(chosen.value).toEqual(["1", "3"]);
    await boxes[0]!.setValue(false);
    await boxes[2]!.setValue(false);
    expect(boxes.map((box) => box.element.disabled)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("of a ranking is put in order with buttons that a keyboard reaches", async () => {
    const { wrapper, chosen } = form({
      method: Poll_Method.RANKING,
      options: options({}, {}, {}),
    });
    expect(wrapper.text()).toContain("不排就是弃权");
    for (const name of ["丙", "甲", "乙"])
      await byLabel(wrapper, `排进来：${name}`).trigger("click");
    expect(chosen.value).toEqual(["3", "1", "2"]);
    const up = byLabel(wrapper, "上移：乙");
    (up.element as HTMLElement).focus();
    await up.trigger("click");
    expect(chosen.value).toEqual(["3", "2", "1"]);
    await nextTick();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("上移：乙");
    await byLabel(wrapper, "上移：乙").trigger("click");
    await nextTick();
    expect(chosen.value).toEqual(["2", "3", "1"]);
    // At the top it can only go down, and that is where the focus is.
    expect(document.activeElement?.getAttribute("aria-label")).toBe("下移：乙");
    expect(wrapper.get("[role=status]").text()).toBe("乙，第 1 位，共 3 位");
    await byLabel(wrapper, "拿出来：丙").trigger("click");
    expect(chosen.value).toEqual(["2", "1"]);
    expect(wrapper.get("[role=status]").text()).toBe("丙 不排了");
    expect(byLabel(wrapper, "上移：乙").attributes("disabled")).toBeDefined();
    expect(byLabel(wrapper, "下移：甲").attributes("disabled")).toBeDefined();
  });

  it("of a ranking is dragged to where the finger is", async () => {
    const { wrapper, chosen } = form(
      { method: Poll_Method.RANKING, options: options({}, {}, {}) },
      ["1", "2", "3"],
    );
    const place = () =>
      wrapper.findAll("li").forEach((row, i) => {
        row.element.getBoundingClientRect = () =>
          new DOMRect(0, i * 50, 300, 50);
      });
    place();
    const handle = wrapper.findAll(".handle")[0]!;
    const to = (y: number) =>
      new MouseEvent("pointermove", { clientY: y, bubbles: true });
    handle.element.dispatchEvent(to(120)); // not held: nothing moves
    expect(chosen.value).toEqual(["1", "2", "3"]);
    handle.element.dispatchEvent(
      new MouseEvent("pointerdown", { clientY: 10, bubbles: true }),
    );
    handle.element.dispatchEvent(to(60));
    await nextTick();
    place();
    expect(chosen.value).toEqual(["2", "1", "3"]);
    handle.element.dispatchEvent(to(140));
    expect(chosen.value).toEqual(["2", "3", "1"]);
    await nextTick();
    handle.element.dispatchEvent(to(900)); // outside: it stays where it is
    handle.element.dispatchEvent(
      new MouseEvent("pointerup", { bubbles: true }),
    );
    await nextTick();
    expect(chosen.value).toEqual(["2", "3", "1"]);
    expect(wrapper.get("[role=status]").text()).toBe("甲，第 3 位，共 3 位");
  });

  it("says so when there is nothing to choose from", () => {
    const { wrapper } = form({ method: Poll_Method.CHOICE });
    expect(wrapper.text()).toContain("还没有选项");
  });

  it.each([
    Poll_Method.CHOICE,
    Poll_Method.APPROVAL,
    Poll_Method.RANKING,
    Poll_Method.BUDGET,
  ])("of method %s can be read by a screen reader", async (method) => {
    const { wrapper } = form(
      { method, budget: 100n, options: options({}, { cost: 500n }, {}) },
      ["1"],
    );
    const found = await axe.run(wrapper.element as HTMLElement, {
      rules: {
        "color-contrast": { enabled: false },
        region: { enabled: false },
      },
    });
    expect(found.violations.map((one) => one.id)).toEqual([]);
  });

  it("is sent as it was ordered, and an empty one as an abstention", () => {
    const field = create(FieldSchema, {
      id: "order",
      kind: Field_Kind.OPTIONS,
      optional: true,
    });
    const [input] = toInputs([field], { order: ["3", "1"] }).inputs;
    expect(input!.value).toMatchObject({
      case: "options",
      value: { option: [3, 1] },
    });
    expect(toInputs([field], { order: [] }).inputs).toEqual([]);
  });

  it("moves one thing in a list", () => {
    expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a"], 0, 1)).toEqual(["a"]);
    expect(moved(["a"], -1, 0)).toEqual(["a"]);
  });
});
