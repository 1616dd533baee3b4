import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { type AsyncComponentLoader, defineAsyncComponent, h } from 'vue';
import NotFoundPage from './NotFoundPage.vue';
import ReferenceFilter from './ReferenceFilter.vue';
import './style.css';

/** Loaded by the page that shows it only: it brings TensorFlow.js along. */
const live = (loader: AsyncComponentLoader) =>
  defineAsyncComponent({
    loader,
    delay: 0,
    loadingComponent: () => h('p', 'Loading…'),
    errorComponent: () =>
      h(
        'p',
        { role: 'alert' },
        'This demonstration could not be loaded: the connection was lost, or the site was updated since you opened it. Load the page again.',
      ),
  });

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': () => h(NotFoundPage) }),
  enhanceApp({ app }) {
    app.component('ReferenceFilter', ReferenceFilter);
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
