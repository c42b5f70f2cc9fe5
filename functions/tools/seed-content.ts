// npm start -- --demo: a desk with weeks behind it, on top of the demo accounts. Never meant for AWS, and refuses to go there.
import { moreCustomers } from './demo/content.ts';
import { playDemo } from './demo/play.ts';
import { type DemoAccount, type Seeding, seedCustomers, seedDemo, withLocalTable } from './seed-demo.ts';

/** Adds what is not there yet; run it as often as you like. @throws when this is no engine on this machine. */
export const seed = (seeding: Seeding): Promise<DemoAccount[]> =>
  withLocalTable(seeding, async (db) => {
    const accounts = [...(await seedDemo(db, seeding)), ...(await seedCustomers(db, moreCustomers))];
    await playDemo(db, Date.now());
    return accounts;
  });
