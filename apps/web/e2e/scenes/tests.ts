import { expect } from '@playwright/test';
import { answerWith } from '../answers.ts';
import type { Scene } from '../scene.ts';
import {
  someCalibration,
  someComparison,
  someDatasets,
  someFigures,
  someGate,
  someTest,
  someTestRuns,
  someTests,
  someTrialsToLabel,
} from '../some-tests.ts';

/** Tests of agents. */
export const testsScenes: readonly Scene[] = [
  {
    name: 'tests',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'tests.runs', someTestRuns(agentId));
      await answerWith(page, 'datasets.list', someDatasets);
      await answerWith(page, 'tests.gate', someGate(agentId));
      await page.goto(`/tests?agent=${agentId}`);
      await expect(page.getByRole('region', { name: 'Gate' })).toContainText('Closed');
      await expect(page.getByRole('region', { name: 'Trend' }).getByRole('slider')).toBeVisible();
      await expect(page.getByRole('region', { name: 'Test runs' })).toContainText('Running');
    },
  },
  {
    name: 'tests-empty',
    visitor: 'newcomer',
    show: async (page) => {
      await page.goto('/tests');
      await expect(page.getByText('No test runs yet')).toBeVisible();
      await expect(page.getByText('No datasets', { exact: true })).toBeVisible();
    },
  },
  {
    name: 'tests-run-dialog',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/tests?agent=${agentId}&run=1`);
      await expect(page.getByRole('dialog').getByRole('status')).toContainText('1 test × 3 = 3 trials');
    },
  },
  {
    name: 'test-run',
    visitor: 'member',
    show: async (page, { agentId }) => {
      const [, run] = someTestRuns(agentId).items;
      await answerWith(page, 'tests.status', run);
      await answerWith(page, 'tests.ofRun', someTests);
      await answerWith(page, 'tests.get', someTest);
      await answerWith(page, 'tests.gate', someGate(agentId));
      await answerWith(page, 'testEvidence.figures', someFigures);
      await page.goto(`/tests/runs/${run?.run_id}?test=${someTest.test_id}`);
      await expect(page.getByRole('region', { name: 'Assertions' })).toContainText('only the first one');
      await expect(page.getByRole('region', { name: 'Figures' })).toContainText('pass^3');
      await expect(page.getByRole('region', { name: 'Gate' })).toContainText('Closed');
    },
  },
  {
    name: 'test-compare',
    visitor: 'member',
    show: async (page, { agentId }) => {
      const compared = someComparison(agentId);
      await answerWith(page, 'testEvidence.compare', compared);
      await page.goto(`/tests/compare?before=${compared.before.run_id}&after=${compared.after.run_id}`);
      await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('About 40 more cases needed');
      await expect(page.getByRole('region', { name: 'Spec' }).locator('.view-line').first()).toBeVisible();
    },
  },
  {
    name: 'test-label',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await answerWith(page, 'testEvidence.toLabel', someTrialsToLabel);
      await answerWith(page, 'testEvidence.calibration', someCalibration);
      await page.goto(`/tests/label?agent=${agentId}`);
      await expect(page.getByRole('region', { name: 'The judge' })).toContainText('Advisory');
      await expect(page.getByRole('region', { name: 'Answered' })).toContainText('Berlin');
    },
  },
  {
    name: 'dataset-new',
    visitor: 'member',
    show: async (page, { agentId }) => {
      await page.goto(`/tests/datasets/new?agent=${agentId}`);
      await page.getByRole('button', { name: 'Add case' }).first().click();
      await page.getByLabel('Name of the case').fill('finds the price of the tent');
      await page.getByRole('button', { name: 'Add expectation' }).click();
      await page.getByLabel('Kind').last().selectOption('tool_arguments');
    },
  },
  {
    name: 'save-as-test',
    visitor: 'member',
    show: async (page, { runId }) => {
      await page.goto(`/runs/${runId}`);
      await page.getByRole('button', { name: 'Save as test' }).click();
      await expect(
        page.getByRole('dialog').getByRole('region', { name: 'Input', exact: true }),
      ).toBeVisible();
    },
  },
  {
    name: 'no-such-test-run',
    visitor: 'member',
    show: async (page) => {
      await page.goto(`/tests/runs/tsr_${'0'.repeat(26)}`);
      await expect(page.getByText('There is no such test run')).toBeVisible();
    },
  },
];
