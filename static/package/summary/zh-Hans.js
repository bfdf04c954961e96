// The phrases of the summary in Simplified Chinese; English stands in src/element/summary/english.js.
export default {
  "summary-name": "作业",
  "summary-none": "没有作业",
  "summary-total.other": "{count} 个作业",
  "summary-at-least": "至少 {percent}",
  "summary-running.other": "{count} 个正在运行",
  "summary-failed.other": "{count} 个失败",
  "summary-ended.other": "{count} 个已结束",
  "summary-waiting.other": "{count} 个等待中",
  "summary-blocked.other": "{count} 个需要人工处理",
  "summary-loading.other": "{count} 个正在加载",
  "summary-unknown.other": "{count} 个状态未知",
  "summary-not-live.other": "{count} 个不是最新状态",
  "joined": "{first}，{second}",
};
