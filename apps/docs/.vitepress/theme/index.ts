import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { defineAsyncComponent } from 'vue';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    // Loaded by the pages that show them only: they bring TensorFlow.js along.
    app.component(
      'GradientFootprint',
      defineAsyncComponent(() => import('../../live/GradientFootprint.vue')),
    );
    app.component(
      'AucTraining',
      defineAsyncComponent(() => import('../../live/AucTraining.vue')),
    );
  },
} satisfies Theme;
