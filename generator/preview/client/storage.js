/**
 * Storage of the page's own: all sites share the preview's origin, and would find what others have
 * stored; and each visit that the inspector begins is somebody who has never been here.
 */

/**
 * @param {Storage} real
 * @param {string} prefix
 * @returns {any} What looks like a Storage to the page.
 */
function partOf(real, prefix) {
  const names = () => Object.keys(real).filter((name) => name.indexOf(prefix) === 0);
  /** @type {any} */
  const methods = {
    getItem: (/** @type {any} */ name) => real.getItem(prefix + name),
    setItem: (/** @type {any} */ name, /** @type {any} */ value) => {
      real.setItem(prefix + name, value);
      if (name === 'landfast-arrival') tell('memory', { value: String(value) });
    },
    removeItem: (/** @type {any} */ name) => real.removeItem(prefix + name),
    clear: () => names().forEach((name) => real.removeItem(name)),
    key: (/** @type {number} */ number) => (names()[number] || '').slice(prefix.length) || null,
  };
  return new Proxy(methods, {
    get: (target, name) => {
      if (name === 'length') return names().length;
      if (name in target || typeof name === 'symbol') return target[name];
      const value = target.getItem(name);
      return value === null ? undefined : value;
    },
    set: (target, name, value) => {
      target.setItem(name, value);
      return true;
    },
    deleteProperty: (target, name) => {
      target.removeItem(name);
      return true;
    },
  });
}

/** @returns {never} */
function refuseStorage() {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

/**
 * @param {object} owner
 * @param {string} name
 * @param {() => any} get
 */
function replaceProperty(owner, name, get) {
  Object.defineProperty(owner, name, { configurable: true, get, set: get });
}

if (settings.storage === 'blocked') {
  replaceProperty(window, 'localStorage', refuseStorage);
  replaceProperty(window, 'sessionStorage', refuseStorage);
  replaceProperty(window, 'indexedDB', refuseStorage);
  replaceProperty(Document.prototype, 'cookie', refuseStorage);
} else {
  /** @type {any} */
  const page = window;
  const [local, session] = ['localStorage', 'sessionStorage'].map((name) => {
    const descriptor = /** @type {PropertyDescriptor} */ (
      Object.getOwnPropertyDescriptor(page, name)
    );
    return /** @type {() => Storage} */ (descriptor.get).bind(page);
  });
  // A visit that the inspector began ends with its tab.
  const lasting = settings.visit ? session : local;
  const prefix = 'landfast-preview:' + (settings.visit || settings.page.split('/')[0]) + ':';
  replaceProperty(window, 'localStorage', () => partOf(lasting(), prefix));
  replaceProperty(window, 'sessionStorage', () => partOf(session(), prefix + 'session:'));
}

// The inspector itself names no referrer, so one that is there is that of an earlier page.
if (settings.referrer && !document.referrer) {
  const referrer = settings.referrer;
  replaceProperty(document, 'referrer', () => referrer);
}
