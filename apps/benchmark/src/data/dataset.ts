import type { Checksum } from '../files/hash-file';

/** The data sets an experiment can name; `datasets.ts` holds them. */
export type DatasetName = 'cifar-10' | 'uiuc-texture';

/** A file as its publisher offers it. */
export interface Archive {
  url: string;
  /** Name of the file in the cache folder. */
  file: string;
  megabytes: number;
  /** The publisher's own. */
  checksum: Checksum;
  /** What others have got from there: where the publisher's algorithm is weak, all must agree. */
  further: readonly Checksum[];
  unpack: (archive: string, folder: string) => Promise<void>;
}

/** Data that is too large to be bundled, or may not be. */
export interface Dataset {
  title: string;
  /** Folder that the archives are unpacked to, all or nothing. */
  folder: string;
  archives: readonly Archive[];
  /**
   * The SHA-256 of what was unpacked by somebody who had it, and how to compute it, where what is known of the archives
   * themselves is weak.
   */
  contents?: { sha256: string; of: (folder: string) => Promise<string> };
  /**
   * Where the data lies at `folder` or in one of the places below it where people keep it; undefined where there is none.
   *
   * @throws DataError where there is a part of it only.
   */
  locate: (folder: string) => string | undefined;
  /**
   * What the data found there is: counts and a hash of the contents. Part of the identity of every run, so that results
   * on a part of the data are never taken for results on the whole.
   *
   * @throws DataError for files that are not what they should be.
   */
  fingerprint: (location: string) => Promise<string>;
}
