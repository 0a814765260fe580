// What people are told of their own account.

import { count } from "./numbers.ts";

export const ja = {
  notices: {
    title: "アカウントの変更のお知らせ",
    help: "自分の本人確認の手段に加えられた変更です。覚えのない変更があれば、すぐに管理者に連絡してください。",
    none: "変更はありません。",
    time: "日時",
    what: "変更",
    by: "行った人",
    acknowledge: "確認した",
    seen: (moment: string) => `確認済み(${moment})`,
    kinds: {
      password: "パスワードの設定",
      "password-known": "パスワードが漏えい一覧で見つかった",
      "factor-added": "本人確認の手段の登録",
      "factor-removed": "本人確認の手段の削除",
      "token-made": "API トークンの発行",
      "recovery-begun": "本人確認のやり直しの開始(1人目の管理者)",
      recovered: "パスワードと手段の取消し(2人目の管理者)",
    } as Record<string, string>,
    things: { card: "IDカード", token: "API トークン", password: "パスワード" } as Record<string, string>,
    runsOut: (what: string, moment: string) => `${what}の期限は${moment}です。`,
    waiting: (n: number) => `アカウントに未確認の変更が${count(n)}件あります。`,
    expiring: (n: number) => `まもなく期限が切れるものが${count(n)}件あります。`,
    look: "確認する",
  },
};

export const en: typeof ja = {
  notices: {
    title: "Changes of your account",
    help: "What was changed of what proves who you are. Tell an administrator at once of a change that you do not know.",
    none: "Nothing was changed.",
    time: "When",
    what: "Change",
    by: "By",
    acknowledge: "I have seen it",
    seen: (moment) => `Seen ${moment}`,
    kinds: {
      password: "Password set",
      "password-known": "Password found among breached ones",
      "factor-added": "Factor enrolled",
      "factor-removed": "Factor removed",
      "token-made": "API token made",
      "recovery-begun": "Recovery begun (first administrator)",
      recovered: "Password and factors taken away (second administrator)",
    },
    things: { card: "ID card", token: "API token", password: "Password" },
    runsOut: (what, moment) => `${what} runs out on ${moment}.`,
    waiting: (n) =>
      n === 1 ? "One change of your account waits to be seen." : `${n.toLocaleString("en-GB")} changes of your account wait to be seen.`,
    expiring: (n) => (n === 1 ? "One thing runs out soon." : `${n.toLocaleString("en-GB")} things run out soon.`),
    look: "Look",
  },
};
