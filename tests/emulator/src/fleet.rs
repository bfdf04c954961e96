//! All the jobs there are: the demo's, which keep living, and those that were added.

use crate::{
    clock::Clock,
    demo::{KEPT, RECIPES, REST, Recipe},
    job::{Job, JobPlan},
    seed::Seed,
    task::TaskPlan,
};

/// The jobs.
#[derive(Clone, Debug)]
pub struct Fleet {
    /// The pace of all of them.
    pub clock: Clock,
    /// In the order in which they were made.
    pub jobs: Vec<Job>,
    ids: Seed,
    /// The id of each demo job that is on show.
    slots: Vec<String>,
    /// Demo jobs that have been replaced.
    retired: Vec<String>,
}

impl Fleet {
    /// A fleet with so many demo jobs, as they stand at `now`.
    pub fn new(seed: u64, clock: Clock, demo_jobs: usize, now: i64) -> Self {
        let (jobs, slots, retired) = (Vec::new(), Vec::new(), Vec::new());
        let mut fleet = Self { clock, jobs, ids: Seed::new(seed), slots, retired };
        for slot in 0..demo_jobs {
            let id = fleet.add_demo_job(slot, now);
            fleet.slots.push(id);
        }
        fleet
    }

    /// The ids of the demo jobs on show. They change when a job that ended long ago is replaced.
    pub fn demo_ids(&self) -> &[String] {
        &self.slots
    }

    /// The job of this id, in any case.
    pub fn find(&self, id: &str) -> Option<&Job> {
        self.jobs.iter().find(|job| job.id.eq_ignore_ascii_case(id))
    }

    /// The job of this id, to be changed.
    pub fn find_mut(&mut self, id: &str) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id.eq_ignore_ascii_case(id))
    }

    /// Forgets a job.
    pub fn remove(&mut self, id: &str) {
        self.jobs.retain(|job| !job.id.eq_ignore_ascii_case(id));
    }

    /// Adds a job that is born at `born`, having skipped `age` milliseconds. Gives its id.
    pub fn add(&mut self, plan: JobPlan, now: i64, age: i64) -> String {
        let id = format!("nb:jid:UUID:{}", self.ids.guid());
        let task_ids =
            plan.tasks.iter().map(|_| format!("nb:tid:UUID:{}", self.ids.guid())).collect();
        let mut job =
            Job { id: id.clone(), task_ids, plan, born: now, skipped: 0, canceled_at: None };
        job.advance(age);
        self.jobs.push(job);
        id
    }

    /// Lets so many milliseconds go by for all jobs.
    pub fn advance(&mut self, millis: i64) {
        for job in &mut self.jobs {
            job.advance(millis);
        }
    }

    /// Replaces demo jobs that ended long ago, and forgets those that were replaced long ago.
    pub fn keep_living(&mut self, now: i64) {
        let (rest, kept) = (self.clock.millis(REST), self.clock.millis(REST + KEPT));
        for slot in 0..self.slots.len() {
            let gone = match self.slots.get(slot).and_then(|id| self.find(id)) {
                Some(job) => job.age(self.clock, now) >= job.end() + rest,
                None => true,
            };
            if gone {
                let id = self.add_demo_job(slot, now);
                if let Some(old) = self.slots.get_mut(slot) {
                    self.retired.push(core::mem::replace(old, id));
                }
            }
        }
        let (clock, retired) = (self.clock, &mut self.retired);
        self.jobs.retain(|job| {
            let over = job.age(clock, now) >= job.end() + kept;
            !(over && retired.contains(&job.id))
        });
        retired.retain(|id| self.jobs.iter().any(|job| job.id == *id));
    }

    /// A job by the slot's recipe. The first is as old as the recipe says, its successors are new.
    fn add_demo_job(&mut self, slot: usize, now: i64) -> String {
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
        // Copies of a recipe are 7 s apart, so that they do not move in step.
        let first = slot >= self.slots.len();
        let age = if first { self.clock.millis(age + 7.0 * round as f64) } else { 0 };
        let age = age.min(plan.natural_end() + self.clock.millis(REST) - 1);
        let canceled_at = canceled_at.map(|seconds| self.clock.millis(seconds));
        let id = self.add(plan, now, age);
        if let Some(job) = self.jobs.last_mut() {
            job.canceled_at = canceled_at;
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::State;

    const NOW: i64 = 1_700_000_000_000;

    #[test]
    fn the_demo_shows_every_state_at_once() {
        let fleet = Fleet::new(1, Clock::new(1.0), 12, NOW);
        let seen: Vec<_> =
            fleet.jobs.iter().map(|job| job.state(job.age(fleet.clock, NOW))).collect();
        for number in 0..=6 {
            assert!(seen.iter().any(|state| state.number() == number), "{number}: {seen:?}");
        }
        assert!(seen.iter().filter(|state| **state == State::Processing).count() >= 3);
    }

    #[test]
    fn a_page_that_is_open_for_an_hour_still_shows_life() {
        for speed in [1.0, 3.0, 10.0] {
            let mut fleet = Fleet::new(1, Clock::new(speed), 12, NOW);
            for second in (0..3600).step_by(4) {
                let now = NOW + second * 1000;
                fleet.keep_living(now);
                let alive = fleet
                    .demo_ids()
                    .iter()
                    .filter_map(|id| fleet.find(id))
                    .filter(|job| !job.state(job.age(fleet.clock, now)).is_final());
                assert!(alive.count() >= 1, "{second} s at speed {speed}");
                assert!(fleet.jobs.iter().all(|job| job.born <= now));
                assert!(fleet.jobs.len() < 150, "{} jobs", fleet.jobs.len());
            }
        }
    }

    #[test]
    fn a_replaced_job_can_still_be_asked_for_a_while() {
        let mut fleet = Fleet::new(1, Clock::new(0.0), 1, NOW);
        let first = fleet.demo_ids()[0].clone();
        fleet.advance(200_000);
        fleet.keep_living(NOW);
        assert_ne!(fleet.demo_ids(), [first.clone()]);
        assert!(fleet.find(&first.to_uppercase()).is_some());
        fleet.advance(700_000);
        fleet.keep_living(NOW);
        assert!(fleet.find(&first).is_none());
    }

    #[test]
    fn the_same_seed_gives_the_same_fleet() {
        let ids = |seed| Fleet::new(seed, Clock::new(1.0), 30, NOW).demo_ids().to_vec();
        assert_eq!(ids(3), ids(3));
        assert_ne!(ids(3), ids(4));
    }
}
