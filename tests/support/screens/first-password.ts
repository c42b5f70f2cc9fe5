// From the login of a site to the page that asks for a password of one's own.
import type { Page } from 'playwright-core';
import type { Words } from '../words.ts';
import { newcomer } from './walk.ts';

export const chooseFirst = async (page: Page, { ui, firstPassword }: Words): Promise<void> => {
  await page.getByLabel(ui.login.login).fill(newcomer.login);
  await page.getByLabel(ui.login.password, { exact: true }).fill(newcomer.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: firstPassword.title }).waitFor();
  await page.getByRole('button', { name: firstPassword.set }).click();
  await page.getByText(firstPassword.missing).waitFor();
};
