/** A property as it stands, without asking its getter; undefined where there is none or it cannot be read. */
export function readDescriptor(object: object, key: string | symbol): PropertyDescriptor | undefined {
  try {
    return Reflect.getOwnPropertyDescriptor(object, key);
  } catch {
    return undefined;
  }
}

/** The names of an object's own properties, symbols last; none where it does not tell. */
export function ownKeys(object: object): (string | symbol)[] {
  try {
    return Reflect.ownKeys(object);
  } catch {
    return [];
  }
}

/** The name of the class that an object is of; null for plain objects and those without one. */
export function nameOf(object: object): string | null {
  try {
    const prototype = Reflect.getPrototypeOf(object);
    if (prototype === null) return null;
    const made: unknown = readDescriptor(prototype, 'constructor')?.value;
    const name: unknown = typeof made === 'function' ? readDescriptor(made, 'name')?.value : undefined;
    return typeof name === 'string' && name !== '' ? name.slice(0, 60) : null;
  } catch {
    return null;
  }
}
