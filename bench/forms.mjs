// Reads the issue bodies of a folder with @github/issue-parser, as bench/forms.py asks.
// node forms.mjs FOLDER ROUNDS → {small: {times, answers}, large: {times, answers}} as JSON
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseIssue } from '@github/issue-parser'

const [folder, rounds] = process.argv.slice(2)
const template = readFileSync(join(folder, 'form.yml'), 'utf8')
const measured = {}
for (const name of ['small', 'large']) {
  const bodies = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const times = []
  let answers
  for (let round = 0; round < Number(rounds); round++) {
    const start = performance.now()
    answers = bodies.map((body) => parseIssue(body, template))
    times.push((performance.now() - start) / 1000)
  }
  measured[name] = { times, answers }
}
process.stdout.write(JSON.stringify(measured))
