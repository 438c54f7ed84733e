import { NextResponse } from 'next/server';

/** Sends the visitor to a path of this app, on whatever host they came by: their cookies belong to it. */
export function goTo(path: string): NextResponse {
  return new NextResponse(null, { status: 303, headers: { location: path } });
}
