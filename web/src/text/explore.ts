import { dictionary } from './dictionary';
import { en } from './explore.en';
import { zh } from './explore.zh';

export const explore = dictionary(en, zh);
