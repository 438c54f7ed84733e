'use client';

import { useEffect, useRef } from 'react';

/**
 * Stands behind what grows, and keeps its newest words in sight while the reader is at the end; who has scrolled up is
 * left where they are. `of` is how many messages there are: one's own is always shown.
 */
export function StayAtEnd({ of: count }: { of: number }) {
  const end = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  useEffect(() => {
    const page = document.documentElement;
    const onScroll = () => {
      following.current = page.scrollHeight - page.scrollTop - page.clientHeight < 160;
    };
    const grown = new ResizeObserver(() => {
      if (following.current) page.scrollTop = page.scrollHeight;
    });
    window.addEventListener('scroll', onScroll, { passive: true });
    const list = end.current?.previousElementSibling;
    if (list) grown.observe(list);
    return () => {
      window.removeEventListener('scroll', onScroll);
      grown.disconnect();
    };
  }, []);
  useEffect(() => {
    document.documentElement.scrollTop = document.documentElement.scrollHeight;
  }, [count]);
  return <div ref={end} />;
}
