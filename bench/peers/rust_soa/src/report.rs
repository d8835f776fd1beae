//! What a run took and what came out, as one line of JSON.
use crate::country::T;

/// Peak resident memory of this process, in MiB (VmHWM: unlike getrusage's, it does not inherit the parent's before exec).
pub fn rss_mb() -> f64 {
    std::fs::read_to_string("/proc/self/status").unwrap().lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
pub fn cpu_s() -> f64 {
    unsafe {
        let mut r: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut r);
        let t = |v: libc::timeval| v.tv_sec as f64 + v.tv_usec as f64 * 1e-6;
        t(r.ru_utime) + t(r.ru_stime)
    }
}

pub fn report(name: &str, n: usize, threads: usize, seed: u32, init: f64, run: f64, cpu: f64, v: [f64; 7]) {
    println!("{{\"model\":\"pm1\",\"impl\":\"{name}\",\"n\":{n},\"threads\":{threads},\"seed\":{seed},\"init_s\":{init:.4},\"run_s\":{run:.4},\"run_cpu_s\":{cpu:.4},\"rate\":{:.0},\"rss_mb\":{:.1},\"grain\":{:.3},\"money\":{:.3},\"animals\":{:.4},\"sown\":{:.4},\"hunger\":{:.4},\"price\":{:.4},\"sold\":{:.3}}}",
        n as f64 * T as f64 / run, rss_mb(), v[0], v[1], v[2], v[3], v[4], v[5], v[6]);
}

