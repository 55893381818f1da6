import { dictionary } from './dictionary';

/** What the frame of the documentation says; the documentation itself is in English. */
export const docs = dictionary(
  {
    menu: 'All pages of the documentation',
    contents: 'On this page',
    turn: 'Pages before and after',
    previous: 'Previous',
    next: 'Next',
    open: 'Open in playground',
    copy: 'Copy',
    copied: 'Copied.',
    code: 'Code',
    table: 'Table',
    search: {
      label: 'Search the documentation',
      results: 'Results',
      found: 'Results: {count}',
      none: 'Nothing was found.',
      failed: 'The search could not be loaded. Try again.',
    },
    missing: {
      title: 'There is no such page',
      text: 'The address may have been misspelt. Choose a page from the list, or use the search.',
    },
  },
  {
    menu: '全部文档页面',
    contents: '本页内容',
    turn: '前后页面',
    previous: '上一页',
    next: '下一页',
    open: '在试验台中打开',
    copy: '复制',
    copied: '已复制。',
    code: '代码',
    table: '表格',
    search: {
      label: '搜索文档（英文）',
      results: '结果',
      found: '结果：{count}',
      none: '没有找到。',
      failed: '搜索功能未能加载，请重试。',
    },
    missing: { title: '没有这个页面', text: '地址可能有误。请从列表中选择页面，或使用搜索。' },
  },
);
