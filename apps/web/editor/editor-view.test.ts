import { describe, expect, test } from 'vitest';
import { readViews, toggledSides, withoutView, withView, writeViews } from './editor-view.ts';

const read = (query: string, isWide = true) => readViews(new URLSearchParams(query), isWide);

describe('the views in the address', () => {
  test.each([
    ['', ['text'], 50],
    ['view=form', ['form'], 50],
    ['view=form,text&split=70', ['form', 'text'], 70],
    ['view=text,text', ['text'], 50],
    ['view=nothing,canvas', ['canvas'], 50],
    ['view=text,form,canvas&split=99', ['text', 'form'], 80],
    ['view=text,form&split=x', ['text', 'form'], 50],
  ])('%s', (query, shown, share) => {
    expect(read(query)).toEqual({ shown, share });
  });

  test('on a small screen one at a time', () => {
    expect(read('view=form,text', false).shown).toEqual(['form']);
  });

  test('written back they are read as the same, beside whatever else is there', () => {
    const choice = read('view=form,canvas&split=33');
    const written = writeViews(new URLSearchParams('panel=run&split=1'), choice);
    expect(written.get('panel')).toBe('run');
    expect(readViews(written, true)).toEqual(choice);
    expect(writeViews(written, { shown: ['text'], share: 33 }).has('split')).toBe(false);
  });
});

test('a view that is asked for takes the place of the one shown, or of the second', () => {
  expect(withView(read('view=text'), 'form').shown).toEqual(['form']);
  expect(withView(read('view=text,form'), 'canvas').shown).toEqual(['text', 'canvas']);
  expect(withView(read('view=text,form'), 'text').shown).toEqual(['text', 'form']);
  expect(withoutView(read('view=text,form'), 'text').shown).toEqual(['form']);
  expect(withoutView(read('view=text'), 'text').shown).toEqual(['text']);
  expect(toggledSides(read('view=form')).shown).toEqual(['form', 'text']);
  expect(toggledSides(read('view=form,text')).shown).toEqual(['form']);
});
