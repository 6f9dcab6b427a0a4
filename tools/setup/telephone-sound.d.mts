export function telephoneSound(wav: Buffer): Buffer<ArrayBuffer>;
