import { describe, expect, it } from 'vitest';
import { checkAddress, redact } from './address';

describe('checkAddress', () => {
  it.each([
    'redis://localhost',
    'redis://host:6379/2',
    'rediss://user:pass@host:6380',
    'redis://[::1]:6379/',
  ])('takes %s', (address) => expect(() => checkAddress(address)).not.toThrow());

  it.each([
    'http://user:secret@host:6379',
    'host:6379',
    'redis://',
    'redis://:secret@host/first',
    ':secret@host',
  ])('refuses %s without showing a password', (address) => {
    expect(() => checkAddress(address)).toThrow(
      /^checkAddress: --queue must be an address such as redis:\/\/host:6379.* got "/,
    );
    expect(() => checkAddress(address)).not.toThrow(/secret/);
  });
});

describe('redact', () => {
  it.each([
    ['redis://host:6379/1', 'redis://host:6379/1'],
    ['rediss://user:p@ss@host:6379', 'rediss://host:6379'],
    ['redis://host?password=secret', 'redis://host'],
    ['user:secret@host', 'host'],
  ])('%s is shown as %s', (address, shown) => expect(redact(address)).toBe(shown));
});
