// The guide through the data of `./dev demo`.

export const ja = {
  guide: {
    title: "3分の案内(架空のデータ)",
    close: "案内を閉じる",
    begin: "始める",
    next: (name: string) => `次へ: ${name}`,
    steps: {
      reach: {
        name: "影響の全体",
        says: "誰の契約が、何人に、どの経路で、どの期間に見られたか。数字を選ぶと、数えた行そのものが開きます。",
      },
      line: {
        name: "1行の根拠",
        says: "ログの1行が権限外とされた理由。「個人を表示する」を押して目的を入力すると、原ログの行と、発令・貸与の決裁番号が並びます。",
      },
      versions: {
        name: "訂正と第2版",
        says: "名簿に遅れて載った発令の日付が訂正され、影響範囲は第2版になりました。減った件数と、その原因が残ります。",
      },
      withdrawn: {
        name: "取り下げた疑い",
        says: "同じ行を訂正後の台帳で判定すると「許可」に変わります。最初の判定も消えずに残ります。",
      },
      supplier: {
        name: "1社分のファイル",
        says: "小売電気事業者ごとに保存できます。ファイルには、その事業者のお客さまに関する行だけが入ります。案内はここまでです。",
      },
    },
    lead:
      "このサーバーのデータは、架空の電力会社のものです。5つの場所を順に見ると、検出から社外への説明までが分かります。",
  },
};

export const en: typeof ja = {
  guide: {
    title: "Three minutes (made-up data)",
    close: "Close the guide",
    begin: "Begin",
    next: (name) => `Next: ${name}`,
    steps: {
      reach: {
        name: "The headline",
        says: "Whose contracts, by how many, by which route, in which windows. A figure opens the very lines that it counts.",
      },
      line: {
        name: "One line",
        says: "Why one line of a log is unauthorised. Press “Show people in plain” and say what for: the raw line, the transfer order and the approvals stand side by side.",
      },
      versions: {
        name: "A date corrected",
        says: "A transfer order that was late in the register was corrected, and the scope has a second version: how much went, and why.",
      },
      withdrawn: {
        name: "An accusation withdrawn",
        says: "By the corrected registers the same line is permitted. What was said at first stays there to be read.",
      },
      supplier: {
        name: "One supplier’s file",
        says: "A file for each supplier holds the lines about its own customers and no others. This is the end of the guide.",
      },
    },
    lead:
      "The data of this server is that of a made-up utility. Five places lead from what was found to what is told outside.",
  },
};
