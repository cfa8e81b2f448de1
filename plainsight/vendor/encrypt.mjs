// What `npm run bundle` makes tip-encrypt.js of: the age-encryption library behind one function.
import { Encrypter, armor } from "age-encryption";

// Padded to 4, 8, 16 … KiB, so that the length says little about what somebody wrote. The text is JSON: spaces after it mean nothing.
function pad(bytes) {
  let size = 4096;
  while (size < bytes.length) size *= 2;
  const padded = new Uint8Array(size).fill(32);
  padded.set(bytes);
  return padded;
}

// Browsers that lack what the library is built on get no function, and the form says that it cannot encrypt here.
if (window.TransformStream && window.crypto && crypto.getRandomValues) {
  window.encryptTip = async (recipients, text) => {
    const encrypter = new Encrypter();
    recipients.forEach((recipient) => encrypter.addRecipient(recipient));
    return armor.encode(await encrypter.encrypt(pad(new TextEncoder().encode(text))));
  };
}
