import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // Loaded by the page that shows it only: it brings TensorFlow.js along.
    app.component(
      'GradientFootprint',
      defineAsyncComponent(() => import('../../live/GradientFootprint.vue')),
    );
  },
} satisfies Theme;
