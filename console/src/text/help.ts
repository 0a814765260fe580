// What the console explains where people stumble: words, keys, views that one keeps.

export const ja = {
  whatIs: (word: string) => `「${word}」の意味`,
  terms: {
    finding: {
      word: "検出事項",
      says: "許可するルールがないアクセスと、人の判断が必要なアクセス。1件は、ログの1行です。",
    },
    certainty: {
      word: "閲覧者(確定・推定・特定不能)",
      says: "端末の前に実際にいた人。確定・推定には必ず根拠があり、根拠がなければ特定不能とします。共用端末の端末管理責任者は、通常、閲覧者ではありません。",
    },
    route: { word: "閲覧に至った経路", says: "権限のない閲覧が、なぜ可能だったか。異動後の権限残存、ID・パスワードの提供など。" },
    reason: { word: "判定理由", says: "最も近い許可ルールのうち、満たされなかった条件。" },
    exposure: { word: "権限開放期間", says: "権限のない者が利用できる状態にあった期間。台帳から求めます。見たかどうかではありません。" },
    undeterminable: {
      word: "確認不能",
      says: "ログがない、またはどのログにも表れないもの。権限外アクセスがなかったことを意味しません。",
    },
    undetermined: {
      word: "判定保留",
      says: "台帳どうしが食い違う、または時計の精度が足りないもの。検出事項には数えず、両方の解釈を残します。",
    },
    contracts: {
      word: "お客さま契約数、供給地点数、本人数",
      says: "別々の3つの数。引越しや複数の契約があるため、互いに置き換えられません。",
    },
    giver: { word: "提供者、利用者", says: "IDを渡した人と、そのIDを使った人。" },
    reject: { word: "読込不能行", says: "読み込めなかった行。理由とともに残し、失いません。" },
    case: { word: "調査案件", says: "同じ経路と人の検出事項をまとめたもの。1つの案件は1つの結論で終わります。" },
    triage: {
      word: "一次確認/二次確認(別担当者)",
      says: "権限外か、業務上の理由があるか、ルールや台帳の誤りかを理由とともに決め、別の担当者が確かめます。",
    },
    freeze: {
      word: "対象データ確定",
      says: "どのログと点検を半期の対象とするかを固定すること。以後に届いたログは対象に入りません。",
    },
    checkpoint: { word: "記録確定点", says: "それまでの記録すべてに対する署名。後から書き換えると検算で分かります。" },
    receipt: { word: "記録証明書", says: "ある記録が記録確定点に含まれることの証明。外部の人が自分で検証できます。" },
    grant: {
      word: "応援者利用許可",
      says: "災害対応の間だけ、1人の応援者が、1つのIDを1台の端末で使える許可。貸与と同時に始まり、終了の時刻に自動で終わります。",
    },
    stockTake: { word: "現品照合", says: "事業所にある貸出用の端末を番号で確かめること。読み取れなかったものは所在不明になります。" },
    irregularity: {
      word: "不備",
      says: "期限までに返却・削除されていないもの、所在不明のもの、紙の記録と矛盾するもの。後から解消しても、行為規制担当部署が完了にするまで残ります。",
    },
    emergency: {
      word: "緊急利用",
      says: "権限のない自社の従業者が、別の人の承認により数時間だけIDを使うこと。すべての閲覧が記録され、後で確認されます。",
    },
    outagePlan: {
      word: "停止時の取扱い",
      says: "Sekishoが停止している間、システムを閉じるか、定めた操作に限り開けておくか。承認を受けて前もって定めます。",
    },
  },
  keys: {
    title: "キーボード操作",
    off: "「?」と「g」は、表示の設定で使わないようにできます。",
    groups: [
      {
        where: "どのページでも",
        keys: [
          ["?", "この一覧を表示"],
          ["g 1 〜 g 8", "上部のページへ移動(左から順)"],
          ["Tab / Shift+Tab", "次/前の操作へ"],
          ["Esc", "ダイアログや説明を閉じる"],
        ],
      },
      {
        where: "検出事項の表",
        keys: [
          ["↑ ↓ / j k", "行を移動"],
          ["PageUp / PageDown", "1画面分を移動"],
          ["Home / End", "先頭/読み込んだ末尾へ"],
          ["Enter", "検出事項の説明を開く"],
        ],
      },
      {
        where: "調査案件の表",
        keys: [
          ["Space", "案件を選ぶ・外す"],
          ["↑ ↓", "次/前の案件へ"],
          ["Shift+↑ ↓", "続けて選ぶ"],
        ],
      },
    ],
  },
  views: {
    title: "保存した条件",
    none: "保存した条件はありません。",
    name: "いまの条件に名前を付ける",
    keep: "保存",
    drop: (name: string) => `「${name}」を削除`,
    dropShort: "削除",
    help: "このブラウザーに、あなたの分だけを保存します。個人の指定は保存しません。",
  },
};

export const en: typeof ja = {
  whatIs: (word) => `What “${word}” means`,
  terms: {
    finding: {
      word: "finding",
      says: "An access that no rule permits, or that people must decide. One is one line of a log.",
    },
    certainty: {
      word: "viewer",
      says: "Who sat there: confirmed or presumed, each with its basis, else unknown. The custodian of a shared terminal is usually not who used it.",
    },
    route: { word: "route", says: "How an unauthorised access came about, such as rights kept after a transfer." },
    reason: { word: "reason", says: "The clause that failed in the nearest permit." },
    exposure: { word: "exposure", says: "How long access stood open, from the registers. It does not say that anybody looked." },
    undeterminable: {
      word: "not determinable",
      says: "What no log can show, or for which there is no log. It does not mean that nothing happened.",
    },
    undetermined: {
      word: "undetermined",
      says: "The facts contradict one another, or the clock is not exact enough. It is no finding, and both readings are kept.",
    },
    contracts: {
      word: "contracts, points, individuals",
      says: "Three different counts. People move, and one may have several: none stands for another.",
    },
    giver: { word: "giver, taker", says: "Who handed an ID over, and who used it." },
    reject: { word: "reject", says: "A line that could not be read. It is kept with the reason, and none is lost." },
    case: { word: "case", says: "Findings of one route and the same people. One case ends with one conclusion." },
    triage: {
      word: "triage, second check",
      says: "Whether it is unauthorised, explained by work, or a wrong rule or register, with the reason; and somebody else who looks again.",
    },
    freeze: {
      word: "freeze",
      says: "Which logs and which review a half-year is about. Logs that arrive later are not part of it.",
    },
    checkpoint: { word: "checkpoint", says: "A signature over all entries so far. A later change of any of them shows." },
    receipt: { word: "receipt", says: "Proof that an entry is in the record at a checkpoint. Outsiders can check it themselves." },
    grant: {
      word: "helper's grant",
      says: "One helper may use one ID at one terminal while a disaster lasts. It begins with the lending and ends by itself.",
    },
    stockTake: { word: "stock-take", says: "Which terminals of a pool are there, by their codes. What was not scanned is missing." },
    irregularity: {
      word: "irregularity",
      says: "What was not returned or deleted in time, is missing, or contradicts paper. It stays until the conduct-regulation department closes it.",
    },
    emergency: {
      word: "emergency (break-glass)",
      says: "One of the company's own people uses their ID without a right to, for a few hours, on somebody else's word. Every look is recorded and reviewed.",
    },
    outagePlan: {
      word: "plan for an outage",
      says: "Whether a system closes while Sekisho is down, or stays open for what was declared. It is approved beforehand.",
    },
  },
  keys: {
    title: "Keyboard",
    off: "“?” and “g” can be turned off under Display.",
    groups: [
      {
        where: "On every page",
        keys: [
          ["?", "Show this list"],
          ["g 1 … g 8", "Go to a page of the top row, from the left"],
          ["Tab / Shift+Tab", "Next or previous control"],
          ["Esc", "Close a dialog or an explanation"],
        ],
      },
      {
        where: "In the table of findings",
        keys: [
          ["↑ ↓ / j k", "Move by a row"],
          ["PageUp / PageDown", "Move by a screen"],
          ["Home / End", "First row, last row that is loaded"],
          ["Enter", "Explain the finding"],
        ],
      },
      {
        where: "In the table of cases",
        keys: [
          ["Space", "Choose the case or not"],
          ["↑ ↓", "Next or previous case"],
          ["Shift+↑ ↓", "Choose on the way"],
        ],
      },
    ],
  },
  views: {
    title: "Saved views",
    none: "No views are saved.",
    name: "Name what is shown now",
    keep: "Save",
    drop: (name) => `Delete “${name}”`,
    dropShort: "Delete",
    help: "Kept in this browser, for you alone. Who was looked for is not kept.",
  },
};
