import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import NotFoundPage from './NotFoundPage.vue';
import ReferenceFilter from './ReferenceFilter.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': () => h(NotFoundPage) }),
  enhanceApp({ app }) {
    app.component('ReferenceFilter', ReferenceFilter);
  },
} satisfies Theme;
