// PM-1 and PM-2 in plain Java: primitive arrays a part of the country, parts spread over a pool of threads.
// Usage: java PeasantLoop MODEL N THREADS SEED
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

public class PeasantLoop {
    static final int R = 10, T = 96, Q = 430, H = 16;
    final boolean two;
    final int n, threads;
    final ForkJoinPool pool;
    final Region[] regions = new Region[R];
    Part[] parts;
    int month = 0, c = 0;
    double priceSum = 0, sold = 0, traded = 0, bought = 0, moved = 0, meeting = 0;
    int[] officials = {};
    final double[] stock = new double[Q], output = new double[Q];

    static class Region {
        double p = 1, q = 1, s = 1, rin = 0, rout = 0, n = 0;
    }

    /** Some households of one region: in PM-2 a district, in PM-1 a part that fits the cache. */
    static class Part {
        final int region;
        int alive;
        final float[] land, grain, money, sown, lease, give, pay;
        final byte[] mouths, animals, hunger;
        final short[] ticket;
        final double[] ordered;
        final int[] outside;
        int outsiders;
        double demand, supply, treasury, goods, want, offer, traded;
        float zeal = 1;
        long state;

        Part(int region, int alive, int room, boolean two, long seed) {
            this.region = region;
            this.alive = alive;
            land = new float[room]; grain = new float[room]; money = new float[room]; sown = new float[room]; lease = new float[room];
            mouths = new byte[room]; animals = new byte[room]; hunger = new byte[room];
            give = new float[two ? room : 0]; pay = new float[two ? room : 0]; ticket = new short[two ? room : 0];
            ordered = new double[two ? Q * H : 0]; outside = new int[two ? room / 8 + 64 : 0];
            state = mix(seed);
            for (int i = 0; i < alive; i++) {
                land[i] = 2 + 12 * u();
                float a = u();
                animals[i] = (byte) (a < .30f ? 0 : a < .75f ? 1 : a < .93f ? 2 : 3);
                mouths[i] = (byte) (2 + (int) (7 * u()));
                grain[i] = mouths[i] * (10 + 10 * u());
                money[i] = 5 + 45 * u();
                sown[i] = 0.6f * land[i];
            }
        }
        static long mix(long z) {
            z += 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return (z ^ (z >>> 31)) | 1;
        }
        /** Xorshift64*: 32 bits. */
        int bits() {
            long x = state;
            x ^= x >>> 12; x ^= x << 25; x ^= x >>> 27;
            state = x;
            return (int) ((x * 0x2545F4914F6CDD1DL) >>> 32);
        }
        float u() { return (bits() >>> 8) * (1f / 16777216f); }
        int below(int k) { return (int) (((bits() & 0xFFFFFFFFL) * k) >>> 32); }

        void split() {
            int k = alive;
            for (int i = 0; i < alive; i++) {
                float u = u();
                if (u < .12f) { if (mouths[i] < 12) mouths[i]++; }
                else if (u < .20f) { if (mouths[i] > 1) mouths[i]--; }
                else if (u >= .985f && mouths[i] >= 2) {
                    land[k] = land[i] *= .5f; grain[k] = grain[i] *= .5f; money[k] = money[i] *= .5f; sown[k] = sown[i] *= .5f;
                    animals[k] = (byte) (animals[i] / 2); animals[i] -= animals[k];
                    mouths[k] = (byte) (mouths[i] / 2); mouths[i] -= mouths[k];
                    lease[k] = 0; hunger[k] = 0;
                    k++;
                }
            }
            alive = k;
        }
        void meet(float p) {
            int k = alive, o = 0;
            double t = 0;
            for (int i = 0; i < k; i++) {
                float own = 0;
                for (int m = 0; m < 3; m++) {
                    int lot = bits();
                    if ((lot & 4095) < 41) { outside[o++] = i; continue; }
                    int j = (int) (((lot & 0xFFFFFFFFL) * k) >>> 32);
                    float x = trade(this, i, this, j, p);
                    own += x;
                    t += Math.abs(x);
                    give[j] -= x;
                    pay[j] += x * p;
                }
                give[i] += own;
                pay[i] -= own * p;
            }
            outsiders = o;
            traded = t;
        }
        void take() {
            for (int i = 0; i < alive; i++) {
                grain[i] = Math.max(grain[i] + give[i], 0);
                money[i] = Math.max(money[i] + pay[i], 0);
                give[i] = 0;
                pay[i] = 0;
            }
        }
        void month(int c, Region x, boolean two) {
            float p = (float) x.p, months = (18 - c) % 12 + 1, shock = (float) x.s, rin = (float) x.rin, rout = (float) x.rout;
            float chance = (float) Math.max(0.02, Math.min(0.9, 0.2 + 0.6 * (x.p / x.q - 0.7)));
            demand = supply = treasury = goods = want = offer = 0;
            if (two) java.util.Arrays.fill(ordered, 0);
            for (int i = 0; i < alive; i++) {
                float g = grain[i], m = money[i], seed = 0;
                if (c >= 7 && c <= 10) {
                    float gap = 4f * animals[i] + 0.5f * mouths[i] - land[i];
                    if (c == 7) {
                        g += 30 * shock * (0.8f + 0.4f * u()) * sown[i];
                        seed = 8 * sown[i];
                    } else if (c == 8) {
                        sown[i] = Math.min(Math.min(land[i], gap + land[i]), g / 16);
                        g -= 8 * sown[i];
                        if (gap > 0) want += gap; else offer -= gap;
                    } else if (c == 9) {
                        if (gap > 0) {
                            lease[i] = Math.min(gap * rin, g / 44);
                            g -= 11 * lease[i];
                            sown[i] += lease[i];
                        } else {
                            lease[i] = gap * rout;
                            g -= 3 * lease[i];
                        }
                    } else {
                        float u = u();
                        if (u < 0.05f && animals[i] > 0) animals[i]--;
                        else if (u >= 0.7f && m > 30 && animals[i] < 4) { m -= 20; animals[i]++; }
                    }
                }
                float need = 1.3f * mouths[i];
                if (g >= need) g -= need;
                else {
                    float sh = need - g;
                    g = 0;
                    float b = Math.min(sh, m / p);
                    m = Math.max(m - b * p, 0);
                    demand += b;
                    if (b < sh) hunger[i]++;
                }
                float surplus = g - need * months - seed;
                if (surplus > 0 && u() < chance) {
                    float k = surplus / 2;
                    g -= k;
                    m += k * p;
                    supply += k;
                }
                float due = zeal * (0.03f * land[i] + 0.01f * m), cash = Math.min(due, m), k = Math.min(g, (due - cash) / p);
                m -= cash;
                g -= k;
                supply += k;
                treasury += cash + k * p;
                float spend = 0.25f * Math.max(0, m - 20);
                if (two) {
                    int t = below(Q * H);
                    ticket[i] = (short) t;
                    ordered[t] += spend;
                } else {
                    m -= spend;
                    goods += spend;
                }
                money[i] = m;
                grain[i] = g;
            }
        }
        void buy(float[] share) {
            for (int i = 0; i < alive; i++) money[i] -= 0.25f * Math.max(0, money[i] - 20) * share[ticket[i]];
        }
    }

    /** Grain that household i of a buys of household j of b; less than nothing if it sells. */
    static float trade(Part a, int i, Part b, int j, float p) {
        float mine = a.grain[i] * b.mouths[j], theirs = b.grain[j] * a.mouths[i];
        if (theirs > 1.5f * mine) return 0.02f * Math.min(b.grain[j], a.money[i] / p);
        if (mine > 1.5f * theirs) return -0.02f * Math.min(a.grain[i], b.money[j] / p);
        return 0;
    }

    PeasantLoop(boolean two, int n, int threads, long seed) {
        this.two = two;
        this.n = n;
        this.threads = threads;
        pool = threads > 1 ? new ForkJoinPool(threads) : null;
        for (int r = 0; r < R; r++) regions[r] = new Region();
        int count = two ? R * Math.max(1, n / 250_000) : R * Math.max(1, (n / R + 16383) / 16384);
        parts = new Part[count];
        each(d -> {
            int size = (int) (((long) n * (d + 1) + count - 1) / count - ((long) n * d + count - 1) / count);
            parts[d] = new Part(R * d / count, size, two ? (n + count - 1) / count * 6 / 5 + 64 : size, two, seed * 1_000_003 + d);
        });
        if (two) {
            officials = new int[n / 100];
            for (int i = 0; i < officials.length; i++) officials[i] = parts[0].below(count);
            for (int t = 0; t < Q; t++) output[t] = (3 + 3 * (t % 3)) * (double) n / Q;
        }
        count();
    }
    void each(IntConsumer task) {
        if (pool == null) for (int d = 0; d < parts.length; d++) task.accept(d);
        else pool.submit(() -> IntStream.range(0, parts.length).parallel().forEach(task)).join();
    }
    void count() {
        for (Region g : regions) g.n = 0;
        for (Part d : parts) regions[d.region].n += d.alive;
    }
    void live() {
        c = month % 12;
        if (c == 7) for (int r = 0; r < R; r++) regions[r].s = 1 + 0.25 * Math.sin(12.9898 * (r + 1) + 78.233 * (month / 12 + 1));
        if (two) {
            moveOfficials();
            if (c == 2) { each(d -> parts[d].split()); count(); }
            double start = cpu() / 1e9;
            each(d -> parts[d].meet((float) regions[parts[d].region].p));
            meetOutside();
            each(d -> parts[d].take());
            meeting += cpu() / 1e9 - start;
        }
        each(d -> parts[d].month(c, regions[parts[d].region], two));
        close();
        if (two) {
            float[] share = serve();
            each(d -> parts[d].buy(share));
        }
        month++;
    }
    void moveOfficials() {
        int[] seated = new int[parts.length];
        Part lots = parts[0];
        for (int i = 0; i < officials.length; i++) {
            if (lots.u() < 0.02f) { officials[i] = lots.below(parts.length); moved++; }
            seated[officials[i]]++;
        }
        for (int d = 0; d < parts.length; d++) parts[d].zeal = (float) Math.max(0.5, Math.min(1.5, 100.0 * seated[d] / parts[d].alive));
    }
    void meetOutside() {
        int[] first = new int[parts.length + 1];
        for (int d = 0; d < parts.length; d++) first[d + 1] = first[d] + parts[d].alive;
        for (Part a : parts) {
            float p = (float) regions[a.region].p;
            traded += a.traded;
            for (int o = 0; o < a.outsiders; o++) {
                int i = a.outside[o], r = a.below(first[parts.length]);
                int e = java.util.Arrays.binarySearch(first, r);
                if (e < 0) e = -e - 2;
                Part b = parts[e];
                int j = r - first[e];
                float x = trade(a, i, b, j, p);
                traded += Math.abs(x);
                a.give[i] += x; a.pay[i] -= x * p;
                b.give[j] -= x; b.pay[j] += x * p;
            }
        }
    }
    void close() {
        double[][] sums = new double[R][4];
        for (Part d : parts) {
            double[] s = sums[d.region];
            s[0] += d.demand; s[1] += d.supply; s[2] += d.want; s[3] += d.offer;
        }
        for (int r = 0; r < R; r++) {
            Region g = regions[r];
            double dem = sums[r][0] + 4 * g.n / g.p, want = sums[r][2], offer = sums[r][3];
            g.p = Math.max(0.2, Math.min(5, g.p * Math.pow((dem + 1) / (sums[r][1] + 1), 0.15)));
            g.q = 0.9 * g.q + 0.1 * g.p;
            if (c == 8) {
                g.rin = want > 0 ? Math.min(1, offer / want) : 0;
                g.rout = offer > 0 ? Math.min(1, want / offer) : 0;
            }
            priceSum += g.p / R;
            sold += sums[r][1];
        }
    }
    float[] serve() {
        double[] ordered = new double[Q * H];
        for (Part d : parts) for (int t = 0; t < Q * H; t++) ordered[t] += d.ordered[t];
        float[] share = new float[Q * H];
        for (int t = 0; t < Q; t++) {
            double left = stock[t] + output[t];
            for (int h = t * H; h < (t + 1) * H; h++) {
                double served = Math.min(ordered[h], left);
                if (ordered[h] > 0) share[h] = (float) (served / ordered[h]);
                left -= served;
                bought += served;
            }
            stock[t] = Math.min(left, 6 * output[t]);
        }
        return share;
    }
    static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
    public static void main(String[] a) throws Exception {
        boolean two = a[0].equals("pm2");
        int n = (int) Double.parseDouble(a[1]), threads = Integer.parseInt(a[2]);
        long seed = Long.parseLong(a[3]), t0 = System.nanoTime();
        PeasantLoop m = new PeasantLoop(two, n, threads, seed);
        long t1 = System.nanoTime(), c1 = cpu();
        for (int i = 0; i < T; i++) m.live();
        double run = (System.nanoTime() - t1) / 1e9, cpu = (cpu() - c1) / 1e9;
        double grain = 0, money = 0, animals = 0, sown = 0, hunger = 0, k = 0, rss = 0;
        for (Part d : m.parts) {
            k += d.alive;
            for (int i = 0; i < d.alive; i++) { grain += d.grain[i]; money += d.money[i]; animals += d.animals[i]; sown += d.sown[i]; hunger += d.hunger[i]; }
        }
        for (String l : java.nio.file.Files.readAllLines(java.nio.file.Paths.get("/proc/self/status")))
            if (l.startsWith("VmHWM")) rss = Double.parseDouble(l.replaceAll("[^0-9]", "")) / 1024;
        String more = two ? String.format(Locale.ROOT, ",\"households\":%.5f,\"traded\":%.3f,\"bought\":%.3f,\"moved\":%.4f,\"match_ns\":%.2f",
            k / n, m.traded / n, m.bought / n, m.moved / m.officials.length, m.meeting / (3.0 * T * n) * 1e9) : "";
        System.out.printf(Locale.ROOT, "{\"model\":\"%s\",\"impl\":\"java_loop\",\"n\":%d,\"threads\":%d,\"seed\":%d,\"init_s\":%.4f,\"run_s\":%.4f,\"run_cpu_s\":%.4f,\"rate\":%.0f,\"rss_mb\":%.1f,\"grain\":%.3f,\"money\":%.3f,\"animals\":%.4f,\"sown\":%.4f,\"hunger\":%.4f,\"price\":%.4f,\"sold\":%.3f%s}%n",
            a[0], n, threads, seed, (t1 - t0) / 1e9, run, cpu, (double) n * T / run, rss, grain / k, money / k, animals / k, sown / k, hunger / k, m.priceSum / T, m.sold / n, more);
        System.exit(0);
    }
}
