/** A string that is told from every other string by the name of what it identifies. */
export type Id<Name extends string> = string & { readonly __id: Name };
