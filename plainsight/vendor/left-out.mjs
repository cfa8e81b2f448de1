// Stands for parts of the library that a form never uses: passphrases, and recipients that age 1.1 cannot open.
function leftOut() {
  throw new Error("left out of this build");
}

export { leftOut as scrypt };
export const MLKEM768P256 = leftOut, MLKEM768X25519 = leftOut, p256 = leftOut;
