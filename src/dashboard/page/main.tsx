import { render } from 'preact';
import { App } from './app.tsx';
import { start } from './store.ts';
import { keepTabTitle } from './tab-title.ts';

const page = document.getElementById('page');
if (page === null) throw new Error('the document has no place for the page');
start();
keepTabTitle();
page.textContent = '';
render(<App />, page);
