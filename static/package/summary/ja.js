// The phrases of the summary in Japanese; English stands in src/element/summary/english.js.
export default {
  "summary-name": "ジョブ",
  "summary-none": "ジョブはありません",
  "summary-total.other": "{count} 件のジョブ",
  "summary-at-least": "{percent} 以上",
  "summary-running.other": "{count} 件が実行中",
  "summary-failed.other": "{count} 件が失敗",
  "summary-ended.other": "{count} 件が終了",
  "summary-waiting.other": "{count} 件が待機中",
  "summary-blocked.other": "{count} 件は対応が必要",
  "summary-loading.other": "{count} 件を読み込み中",
  "summary-unknown.other": "{count} 件は状態不明",
  "summary-not-live.other": "{count} 件は最新ではありません",
  "joined": "{first}、{second}",
};
