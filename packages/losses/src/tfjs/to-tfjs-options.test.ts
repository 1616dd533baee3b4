import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { labels, scores } from '../../test/four-items';
import { approxNdcgLoss } from '../losses/approx-ndcg';
import { coxPartialLikelihoodLoss } from '../losses/cox-partial-likelihood';
import { lovaszSoftmaxLoss } from '../losses/lovasz-softmax';
import { mmdLoss } from '../losses/mmd';
import { pairwiseAucLoss } from '../losses/pairwise-auc';
import { recallAtPrecisionLoss } from '../losses/recall-at-precision';
import type { AnyLoss, ToTfjsOptions } from './read';
import { toTfjs } from './to-tfjs';

describe('toTfjs', () => {
  it('rejects shapes and columns that it would have to guess about', () => {
    const loss = toTfjs(pairwiseAucLoss());
    expect(() => loss(tf.zeros([2, 2]), tf.zeros([2, 2]))).toThrow("layout 'labels' or 'lists'");
    expect(() => loss(tf.zeros([3]), tf.zeros([4]))).toThrow('yTrue must hold [labels]');
    const softmax = toTfjs(lovaszSoftmaxLoss({ numClasses: 3 }));
    expect(() => softmax(tf.zeros([2]), tf.zeros([2, 4]))).toThrow('must have 3 scores on its last axis');
  });

  it('refuses at once options that it would have to guess about', () => {
    const make = (options: unknown, loss: AnyLoss = pairwiseAucLoss()) => toTfjs(loss, options as never);
    for (const targets of [
      ['weights'],
      ['labels', 'weight'],
      ['labels', 'labels'],
      ['labels', 'time'],
      'labels',
      null,
    ]) {
      expect(() => make({ targets })).toThrow("targets must name 'labels' and");
    }
    // Of holes alone: to look at each takes minutes.
    expect(() => make({ targets: new Array(2 ** 32 - 1) })).toThrow("targets must name 'labels' and");
    const spoiled = { ...pairwiseAucLoss(), targets: new Array(2 ** 32 - 1) };
    expect(() => make({}, spoiled as never)).toThrow('needs a loss');
    const cox = coxPartialLikelihoodLoss();
    expect(() => make({ targets: ['time'] }, cox)).toThrow("targets must name 'time' and 'event' and");
    for (const layout of ['list', 'rows', null, true]) {
      expect(() => make({ layout })).toThrow('layout must be one of "labels", "lists", got');
    }
    expect(() => make({ layout: 'lists', targets: ['labels', 'groups'] })).toThrow('takes no layout');
    const softmax = lovaszSoftmaxLoss({ numClasses: 3 });
    expect(() => make({ layout: 'labels' }, softmax)).toThrow('takes no layout with classes');
    expect(() => make({ layout: 'lists' }, softmax)).not.toThrow();
    expect(() => make({ onresult: () => {} })).toThrow(
      'options must be one of "layout", "onResult", "targets", got "onresult"',
    );
    expect(() => make({ target: ['labels'] })).toThrow('got "target"');
    expect(() => make({ onResult: 3 })).toThrow('onResult must be a function, got 3');
    expect(() => make(['labels'])).toThrow('got "0"');
    expect(() => make('lists')).toThrow('options must be an object');
    // A loss of vectors has neither columns nor lists.
    expect(() => make({ targets: ['labels'] }, mmdLoss())).toThrow(
      'mmdLoss: options must be one of "onResult", got "targets"',
    );
    expect(() => make({ layout: 'lists' }, mmdLoss())).toThrow('got "layout"');
  });

  it('refuses at once inputs that the loss does not take', () => {
    const make = (loss: AnyLoss, options: ToTfjsOptions) => () => toTfjs(loss, options as never);
    expect(make(approxNdcgLoss(), { targets: ['labels', 'weights'] })).toThrow(
      'approxNdcgLoss: targets must name \'labels\' and, once each, any of [mask, groups], got ["labels", "weights"]',
    );
    const recall = recallAtPrecisionLoss({ targetPrecision: 0.5 });
    expect(make(recall, { targets: ['labels', 'groups'] })).toThrow('any of [weights, mask], got');
    for (const layout of ['labels', 'lists'] as const) {
      expect(make(recall, { layout })).toThrow(
        `recallAtPrecisionLoss: takes no layout as it takes no groups, got "${layout}"`,
      );
    }
  });

  it('takes options of a class, inherited ones too', () => {
    class Watch {
      #seen: number[] = [];
      onResult({ value }: { value: number }) {
        this.#seen.push(value);
      }
      get seen() {
        return this.#seen;
      }
    }
    class ListWatch extends Watch {
      get layout() {
        return 'lists' as const;
      }
    }
    const watch = new Watch();
    const { value } = pairwiseAucLoss().valueAndGrad(scores, labels);
    toTfjs(pairwiseAucLoss(), watch)(tf.tensor1d(labels), tf.tensor1d(scores));
    expect(watch.seen).toEqual([value]);
    const lists = new ListWatch();
    toTfjs(pairwiseAucLoss(), lists)(tf.tensor(labels, [1, 4]), tf.tensor(scores, [1, 4]));
    expect(lists.seen).toEqual([value]);
    const rows = new Watch();
    toTfjs(mmdLoss(), rows as never)(tf.ones([2, 2]), tf.zeros([3, 2]));
    expect(rows.seen).toHaveLength(1);
    // Own ones must be known as before.
    expect(() => toTfjs(pairwiseAucLoss(), Object.assign(new Watch(), { count: 0 }))).toThrow('got "count"');
    class Wrong {
      get layout() {
        return 'list';
      }
    }
    expect(() => toTfjs(pairwiseAucLoss(), new Wrong() as never)).toThrow('layout must be one of');
  });

  it('says when it gets no loss', () => {
    expect(() => toTfjs(pairwiseAucLoss as never)).toThrow(
      'toTfjs: needs a loss, as pairwiseAucLoss() makes one, got function; pass what it returns if it is a factory',
    );
    expect(() => toTfjs(undefined as never)).toThrow('got undefined');
  });
});
