//! All jobs: the demo jobs, which are replaced after they end, and those that were added.

use std::collections::BTreeMap;

use crate::{
    clock::Clock,
    demo::{FORGOTTEN_AFTER, RECIPES, REPLACED_AFTER, Recipe},
    job::{Job, JobPlan},
    seed::Seed,
    task::TaskPlan,
};

/// The jobs. A request for one of a thousand jobs must stay fast, hence the index by id.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// The speed of all jobs.
    pub clock: Clock,
    /// By number, in the order in which they were made.
    jobs: BTreeMap<u64, Job>,
    /// Numbers by id in lower case.
    numbers: BTreeMap<String, u64>,
    made: u64,
    ids: Seed,
    /// The number of each demo job that is on show.
    slots: Vec<u64>,
    /// Demo jobs that have been replaced.
    retired: Vec<u64>,
    /// Before this time no demo job has to be replaced or forgotten.
    due: i64,
}

impl Fleet {
    /// A fleet with this many demo jobs at `now`.
    pub fn new(seed: u64, clock: Clock, demo_jobs: usize, now: i64) -> Self {
        let mut fleet = Self {
            clock,
            jobs: BTreeMap::new(),
            numbers: BTreeMap::new(),
            made: 0,
            ids: Seed::new(seed),
            slots: Vec::new(),
            retired: Vec::new(),
            due: i64::MIN,
        };
        for slot in 0..demo_jobs {
            let number = fleet.add_demo_job(slot, now, true);
            fleet.slots.push(number);
        }
        fleet
    }

    /// All jobs, in the order in which they were made.
    pub fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.values()
    }

    /// The id of the job to write into a page. It lives as long as the fleet.
    pub fn named_id(&self) -> Option<String> {
        let number = self.slots.get(named_slot(self.slots.len()))?;
        Some(self.jobs.get(number)?.id.clone())
    }

    /// The ids of the demo jobs on show. They change when a job that ended long ago is replaced.
    pub fn demo_ids(&self) -> Vec<String> {
        let shown = self.slots.iter().filter_map(|number| self.jobs.get(number));
        shown.map(|job| job.id.clone()).collect()
    }

    /// The job of this id, in any case.
    pub fn find(&self, id: &str) -> Option<&Job> {
        self.jobs.get(self.numbers.get(&id.to_ascii_lowercase())?)
    }

    /// The job of this id, to be changed.
    pub fn find_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.due = i64::MIN;
        self.jobs.get_mut(self.numbers.get(&id.to_ascii_lowercase())?)
    }

    /// Forgets a job.
    pub fn remove(&mut self, id: &str) {
        self.due = i64::MIN;
        if let Some(number) = self.numbers.remove(&id.to_ascii_lowercase()) {
            self.jobs.remove(&number);
        }
    }

    /// Adds a job created `age` milliseconds ago, and returns its id.
    pub fn add(&mut self, plan: JobPlan, now: i64, age: i64) -> String {
        let id = format!("nb:jid:UUID:{}", self.ids.guid());
        let task_ids =
            plan.tasks.iter().map(|_| format!("nb:tid:UUID:{}", self.ids.guid())).collect();
        let mut job =
            Job { id: id.clone(), task_ids, plan, created_at: now, advanced: 0, canceled_at: None };
        job.advance(age);
        self.made += 1;
        self.numbers.insert(id.to_ascii_lowercase(), self.made);
        self.jobs.insert(self.made, job);
        id
    }

    /// Moves all jobs on by this many milliseconds.
    pub fn advance(&mut self, millis: i64) {
        self.due = i64::MIN;
        for job in self.jobs.values_mut() {
            job.advance(millis);
        }
    }

    /// Replaces demo jobs that ended long ago, and forgets those that were replaced long ago.
    pub fn refresh_demo_jobs(&mut self, now: i64) {
        if now < self.due {
            return;
        }
        let clock = self.clock;
        let (rest, kept) =
            (clock.millis(REPLACED_AFTER), clock.millis(REPLACED_AFTER + FORGOTTEN_AFTER));
        let over = |job: Option<&Job>, span: i64| {
            job.is_none_or(|job| job.age(clock, now) >= job.end() + span)
        };
        for slot in 0..self.slots.len() {
            let number = self.slots.get(slot).copied();
            if over(number.and_then(|number| self.jobs.get(&number)), rest) {
                let named = named_slot(self.slots.len()) == slot;
                let same = number.filter(|_| named).and_then(|number| self.jobs.get_mut(&number));
                if let Some(job) = same {
                    // Somebody has its id in a page, so it starts anew under the same.
                    (job.created_at, job.advanced, job.canceled_at) = (now, 0, None);
                    continue;
                }
                let number = self.add_demo_job(slot, now, false);
                if let Some(old) = self.slots.get_mut(slot) {
                    self.retired.push(core::mem::replace(old, number));
                }
            }
        }
        let (forgotten, retired) =
            self.retired.iter().partition(|number| over(self.jobs.get(number), kept));
        self.retired = retired;
        let forgotten: Vec<u64> = forgotten;
        for number in forgotten {
            if let Some(job) = self.jobs.remove(&number) {
                self.numbers.remove(&job.id.to_ascii_lowercase());
            }
        }
        // While the clock is frozen, no job ends by itself.
        let slots = self.slots.iter().map(|number| (number, rest));
        let times = slots.chain(self.retired.iter().map(|number| (number, kept)));
        let times = times.filter_map(|(id, span)| {
            self.jobs.get(id).map(|job| job.created_at + job.end() + span)
        });
        let next = if clock.is_frozen() { None } else { times.min() };
        self.due = next.unwrap_or(i64::MAX);
    }

    /// Adds a job from the slot's recipe and returns its number. The first job has the recipe's age;
    /// its replacements start new.
    fn add_demo_job(&mut self, slot: usize, now: i64, first: bool) -> u64 {
        let round = slot / RECIPES.len();
        let Recipe { name, queued, tasks, canceled_at, canceling, age } =
            &RECIPES[slot % RECIPES.len()];
        let tasks = tasks.iter().map(|(name, seconds, error)| TaskPlan {
            name: Some((*name).to_owned()),
            length: self.clock.millis(*seconds),
            error: error.map(|(code, message)| (code.to_owned(), message.to_owned())),
        });
        let plan = JobPlan {
            name: name.map(|name| match round {
                0 => name.to_owned(),
                _ => format!("{name} #{}", round + 1),
            }),
            queued: self.clock.millis(*queued),
            canceling: self.clock.millis(*canceling),
            tasks: tasks.collect(),
            ..JobPlan::default()
        };
        self.add(plan, now, 0);
        let (clock, number) = (self.clock, self.made);
        if let Some(job) = self.jobs.get_mut(&number) {
            job.canceled_at = canceled_at.map(|seconds| clock.millis(seconds));
            if first {
                // Copies of a recipe are 7 s apart, so that they do not change at the same moments.
                let age = clock.millis(age + 7.0 * round as f64);
                job.advance(age % (job.end() + clock.millis(REPLACED_AFTER)).max(1));
            }
        }
        number
    }
}

/// The slot of the demo job whose id is printed: the longest one, where there are so many.
const fn named_slot(demo_jobs: usize) -> usize {
    if demo_jobs > 2 { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::State;

    const NOW: i64 = 1_700_000_000_000;

    #[test]
    fn the_demo_shows_every_state_at_once() {
        let fleet = Fleet::new(1, Clock::new(1.0), 12, NOW);
        let seen: Vec<_> = fleet.jobs().map(|job| job.state(job.age(fleet.clock, NOW))).collect();
        for number in 0..=6 {
            assert!(seen.iter().any(|state| state.number() == number), "{number}: {seen:?}");
        }
        assert!(seen.iter().filter(|state| **state == State::Processing).count() >= 3);
    }

    #[test]
    fn a_page_open_for_an_hour_still_has_running_jobs() {
        for speed in [1.0, 3.0, 10.0] {
            let mut fleet = Fleet::new(1, Clock::new(speed), 12, NOW);
            for second in (0..3600).step_by(4) {
                let now = NOW + second * 1000;
                fleet.refresh_demo_jobs(now);
                let alive = fleet
                    .demo_ids()
                    .into_iter()
                    .filter_map(|id| fleet.find(&id))
                    .filter(|job| !job.state(job.age(fleet.clock, now)).is_final());
                assert!(alive.count() >= 1, "{second} s at speed {speed}");
                assert!(fleet.jobs().all(|job| job.created_at <= now));
                assert!(fleet.jobs().count() < 150, "{} jobs", fleet.jobs().count());
                assert_eq!(fleet.jobs().count(), fleet.numbers.len());
            }
        }
    }

    #[test]
    fn a_replaced_job_can_still_be_queried_for_a_while() {
        let mut fleet = Fleet::new(1, Clock::new(0.0), 2, NOW);
        let first = fleet.demo_ids()[1].clone();
        fleet.advance(300_000);
        fleet.refresh_demo_jobs(NOW);
        assert_ne!(fleet.demo_ids()[1], first);
        assert!(fleet.find(&first.to_uppercase()).is_some());
        fleet.advance(700_000);
        fleet.refresh_demo_jobs(NOW);
        assert!(fleet.find(&first).is_none());
    }

    #[test]
    fn the_named_job_starts_anew_and_lives_as_long_as_the_fleet() {
        for (jobs, speed) in [(1, 1.0), (2, 10.0), (12, 1.0), (30, 3.0)] {
            let mut fleet = Fleet::new(1, Clock::new(speed), jobs, NOW);
            let id = fleet.named_id().unwrap();
            let mut starts = 0;
            for second in (0..7200).step_by(4) {
                let now = NOW + second * 1000;
                let before = fleet.find(&id).unwrap().created_at;
                fleet.refresh_demo_jobs(now);
                let job = fleet.find(&id).unwrap();
                starts += u32::from(job.created_at != before);
                assert_eq!(fleet.named_id().as_ref(), Some(&id));
                assert!(
                    job.age(fleet.clock, now)
                        <= job.end() + fleet.clock.millis(REPLACED_AFTER) + 4000
                );
            }
            assert!(starts >= 5, "{starts} starts, {jobs} jobs, speed {speed}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_fleet() {
        let ids = |seed| Fleet::new(seed, Clock::new(1.0), 30, NOW).demo_ids();
        assert_eq!(ids(3), ids(3));
        assert_ne!(ids(3), ids(4));
    }
}
