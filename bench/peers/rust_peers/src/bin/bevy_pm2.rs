//! PM-2 on bevy_ecs 0.20: households are entities, a resource lists the households of each district, meetings read other
//! entities through a query and hand what they give to a buffer a thread.
use bevy_ecs::prelude::*;
use bevy_tasks::ComputeTaskPool;
use bevy_utils::Parallel;
use pm_rust_peers::{args, cpu_s, rss_mb, Clock, House, Market, Sums, R, T};
use rand::{rngs::SmallRng, Rng, SeedableRng};
use std::time::Instant;

const Q: usize = 430;
const H: usize = 16;

#[derive(Component, Clone, Copy)]
struct District(u32);
/// Grain, money and mouths stand together, since a meeting looks at all three.
#[derive(Component, Clone, Copy)]
struct Store {
    grain: f64,
    money: f64,
    mouths: u32,
}
#[derive(Component)]
struct Farm {
    land: f64,
    sown: f64,
    lease: f64,
    animals: u32,
    hunger: u32,
}
#[derive(Component)]
struct Ticket(u32);

#[derive(Resource)]
struct Country {
    market: Market,
    n: usize,
    members: Vec<Vec<Entity>>,
    officials: Vec<u32>,
    zeal: Vec<f64>,
    stock: Vec<f64>,
    share: Vec<f64>,
    rng: SmallRng,
    seed: u64,
    traded: f64,
    bought: f64,
    moved: f64,
    meeting: f64,
}
impl Country {
    fn region(&self, d: u32) -> usize {
        R * d as usize / self.members.len()
    }
    fn count(&mut self) {
        self.market.regions.iter_mut().for_each(|g| g.n = 0.0);
        for d in 0..self.members.len() {
            let r = self.region(d as u32);
            self.market.regions[r].n += self.members[d].len() as f64;
        }
    }
}
struct Local {
    rng: SmallRng,
    sums: [Sums; R],
    flows: Vec<(Entity, f64, f64)>,
    traded: f64,
    ordered: Vec<f64>,
}
impl Default for Local {
    fn default() -> Self {
        Local { rng: SmallRng::seed_from_u64(0), sums: Default::default(), flows: vec![], traded: 0.0, ordered: vec![0.0; Q * H] }
    }
}
/// A buffer for each thread, with a generator of its own once it has been used.
#[derive(Resource, Default)]
struct Locals(Parallel<Option<Local>>, std::sync::atomic::AtomicU64);
fn ready<'a>(slot: &'a mut Option<Local>, born: &std::sync::atomic::AtomicU64, seed: u64) -> &'a mut Local {
    slot.get_or_insert_with(|| {
        let k = born.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Local { rng: SmallRng::seed_from_u64(seed ^ ((k + 1) << 32)), ..Default::default() }
    })
}

fn open(mut x: ResMut<Country>) {
    let x = &mut *x;
    x.market.open();
    let d = x.members.len() as u32;
    let mut seated = vec![0.0; d as usize];
    for seat in &mut x.officials {
        if x.rng.random::<f64>() < 0.02 {
            *seat = x.rng.random_range(0..d);
            x.moved += 1.0;
        }
        seated[*seat as usize] += 1.0;
    }
    x.zeal = seated.iter().zip(&x.members).map(|(o, m)| (100.0 * o / m.len() as f64).clamp(0.5, 1.5)).collect();
}
fn split(mut commands: Commands, mut x: ResMut<Country>, mut q: Query<(&District, &mut Store, &mut Farm)>) {
    if x.market.c() != 2 {
        return;
    }
    let x = &mut *x;
    for (d, mut s, mut f) in &mut q {
        let u: f64 = x.rng.random();
        if u < 0.12 {
            s.mouths += (s.mouths < 12) as u32;
        } else if u < 0.20 {
            s.mouths -= (s.mouths > 1) as u32;
        } else if u >= 0.985 && s.mouths >= 2 {
            let (animals, mouths) = (f.animals / 2, s.mouths / 2);
            f.land *= 0.5;
            f.sown *= 0.5;
            s.grain *= 0.5;
            s.money *= 0.5;
            f.animals -= animals;
            s.mouths -= mouths;
            let child = (*d, Store { mouths, ..*s }, Farm { land: f.land, sown: f.sown, lease: 0.0, animals, hunger: 0 }, Ticket(0));
            x.members[d.0 as usize].push(commands.spawn(child).id());
        }
    }
    x.count();
}
fn meet(q: Query<(Entity, &District, &Store)>, stores: Query<&Store>, mut x: ResMut<Country>, locals: Res<Locals>) {
    let start = cpu_s();
    let (c, first) = (&*x, starts(&x.members));
    q.par_iter().for_each_init(
        || locals.0.borrow_local_mut(),
        |slot, (me, d, s)| {
            let l = ready(slot, &locals.1, c.seed);
            let p = c.market.regions[c.region(d.0)].p;
            let mut own = 0.0;
            for _ in 0..3 {
                let mine = &c.members[d.0 as usize];
                let other = if l.rng.random::<f64>() < 0.01 {
                    let r = l.rng.random_range(0..*first.last().unwrap());
                    let e = first.partition_point(|&b| b <= r) - 1;
                    c.members[e][r - first[e]]
                } else {
                    mine[l.rng.random_range(0..mine.len())]
                };
                let o = stores.get(other).unwrap();
                let (w, v) = (s.grain * o.mouths as f64, o.grain * s.mouths as f64);
                let x = if v > 1.5 * w {
                    0.02 * o.grain.min(s.money / p)
                } else if w > 1.5 * v {
                    -0.02 * s.grain.min(o.money / p)
                } else {
                    continue;
                };
                own += x;
                l.traded += x.abs();
                l.flows.push((other, -x, x * p));
            }
            if own != 0.0 {
                l.flows.push((me, own, -own * p));
            }
        },
    );
    x.meeting += cpu_s() - start;
}
fn starts(members: &[Vec<Entity>]) -> Vec<usize> {
    std::iter::once(0).chain(members.iter().scan(0, |sum, m| { *sum += m.len(); Some(*sum) })).collect()
}
fn take(mut q: Query<&mut Store>, mut x: ResMut<Country>, mut locals: ResMut<Locals>) {
    let start = cpu_s();
    for l in locals.0.iter_mut().flatten() {
        for (who, grain, money) in l.flows.drain(..) {
            let mut s = q.get_mut(who).unwrap();
            s.grain += grain;
            s.money += money;
        }
        x.traded += std::mem::take(&mut l.traded);
    }
    x.meeting += cpu_s() - start;
}
fn sweep(mut q: Query<(&District, &mut Store, &mut Farm, &mut Ticket)>, x: Res<Country>, locals: Res<Locals>) {
    let c = x.market.c();
    q.par_iter_mut().for_each_init(
        || locals.0.borrow_local_mut(),
        |slot, (d, mut s, mut f, mut ticket)| {
            let Local { rng, sums, ordered, .. } = ready(slot, &locals.1, x.seed);
            let r = x.region(d.0);
            let mut h = House { region: r as u32, land: f.land, grain: s.grain.max(0.0), money: s.money.max(0.0), sown: f.sown, lease: f.lease, mouths: s.mouths, animals: f.animals, hunger: f.hunger };
            h.until_taxes(c, &x.market.regions[r], &mut sums[r], x.zeal[d.0 as usize], || rng.random());
            ticket.0 = rng.random_range(0..(Q * H) as u32);
            ordered[ticket.0 as usize] += h.order();
            s.grain = h.grain;
            s.money = h.money;
            if (8..=10).contains(&c) {
                f.sown = h.sown;
                f.lease = h.lease;
                f.animals = h.animals;
            }
            if h.hunger != f.hunger {
                f.hunger = h.hunger;
            }
        },
    );
}
fn close(mut x: ResMut<Country>, mut locals: ResMut<Locals>) {
    let x = &mut *x;
    let mut ordered = vec![0.0; Q * H];
    for l in locals.0.iter_mut().flatten() {
        for (region, s) in x.market.regions.iter_mut().zip(&mut l.sums) {
            region.sums.add(&std::mem::take(s));
        }
        for (sum, more) in ordered.iter_mut().zip(&mut l.ordered) {
            *sum += std::mem::take(more);
        }
    }
    x.market.close();
    for t in 0..Q {
        let output = (3 + 3 * (t % 3)) as f64 * x.n as f64 / Q as f64;
        let mut left = x.stock[t] + output;
        for i in t * H..(t + 1) * H {
            let served = ordered[i].min(left);
            x.share[i] = if ordered[i] > 0.0 { served / ordered[i] } else { 0.0 };
            left -= served;
            x.bought += served;
        }
        x.stock[t] = left.min(6.0 * output);
    }
}
fn buy(mut q: Query<(&mut Store, &Ticket)>, x: Res<Country>) {
    q.par_iter_mut().for_each(|(mut s, t)| {
        let order = 0.25 * (s.money - 20.0).max(0.0);
        s.money -= order * x.share[t.0 as usize];
    });
}
fn main() {
    let (n, threads, seed) = args();
    ComputeTaskPool::get_or_init(|| bevy_tasks::TaskPoolBuilder::new().num_threads(threads).build());
    let t0 = Instant::now();
    let mut rng = SmallRng::seed_from_u64(seed);
    let districts = R * (n / 250_000).max(1);
    let mut w = World::new();
    let mut members = vec![vec![]; districts];
    let born: Vec<_> = (0..n)
        .map(|i| {
            let h = House::new(i, n, || rng.random());
            let farm = Farm { land: h.land, sown: h.sown, lease: 0.0, animals: h.animals, hunger: 0 };
            (District((i * districts / n) as u32), Store { grain: h.grain, money: h.money, mouths: h.mouths }, farm, Ticket(0))
        })
        .collect();
    for (i, e) in w.spawn_batch(born).enumerate() {
        members[i * districts / n].push(e);
    }
    let officials = (0..n / 100).map(|_| rng.random_range(0..districts as u32)).collect();
    let mut x = Country { market: Market::new(n), n, members, officials, zeal: vec![], stock: vec![0.0; Q], share: vec![0.0; Q * H], rng, seed, traded: 0.0, bought: 0.0, moved: 0.0, meeting: 0.0 };
    x.count();
    w.insert_resource(x);
    w.init_resource::<Locals>();
    let mut sched = Schedule::default();
    sched.add_systems((open, split, meet, take, sweep, close, buy).chain());
    let init = t0.elapsed().as_secs_f64();
    let t1 = Clock::start();
    for _ in 0..T {
        sched.run(&mut w);
        w.clear_trackers();
    }
    let (run, cpu) = t1.read();
    let (mut k, mut v) = (0.0, [0.0; 5]);
    for (s, f) in w.query::<(&Store, &Farm)>().iter(&w) {
        k += 1.0;
        for (sum, more) in v.iter_mut().zip([s.grain, s.money, f.animals as f64, f.sown, f.hunger as f64]) {
            *sum += more;
        }
    }
    let x = w.resource::<Country>();
    let m = n as f64;
    println!("{{\"model\":\"pm2\",\"impl\":\"bevy_ecs\",\"n\":{n},\"threads\":{threads},\"seed\":{seed},\"init_s\":{init:.4},\"run_s\":{run:.4},\"run_cpu_s\":{cpu:.4},\"rate\":{:.0},\"rss_mb\":{:.1},\"grain\":{:.3},\"money\":{:.3},\"animals\":{:.4},\"sown\":{:.4},\"hunger\":{:.4},\"price\":{:.4},\"sold\":{:.3},\"households\":{:.5},\"traded\":{:.3},\"bought\":{:.3},\"moved\":{:.4},\"match_ns\":{:.2}}}",
        m * T as f64 / run, rss_mb(), v[0] / k, v[1] / k, v[2] / k, v[3] / k, v[4] / k, x.market.price_sum / T as f64, x.market.sold / m, k / m,
        x.traded / m, x.bought / m, x.moved / x.officials.len() as f64, x.meeting / (3.0 * T as f64 * m) * 1e9);
}
