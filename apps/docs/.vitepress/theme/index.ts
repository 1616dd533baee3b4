import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { type AsyncComponentLoader, defineAsyncComponent, h } from 'vue';
import './style.css';

/** Loaded by the page that shows it only: it brings TensorFlow.js along. */
const live = (loader: AsyncComponentLoader) =>
  defineAsyncComponent({ loader, delay: 0, loadingComponent: () => h('p', 'Loading…') });

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component(
      'GradientFootprint',
      live(() => import('../../live/GradientFootprint.vue')),
    );
    app.component(
      'AucTraining',
      live(() => import('../../live/AucTraining.vue')),
    );
  },
} satisfies Theme;
