// What Surefire has reported in each run: how many tests there were, which failed, and with which words.
def cases(String run) {
    def files = new File(basedir, "target/$run").listFiles().findAll { it.name ==~ /TEST-.*\.xml/ }
    assert !files.empty
    files.collectMany { new groovy.xml.XmlSlurper().parse(it).testcase.list() }
}

def failures(String run) {
    cases(run).findAll { it.failure.size() + it.error.size() > 0 }
            .collectEntries { [(it.@name.text().replaceAll(/\W.*/, '')): (it.failure.text() + it.error.text())] }
}

// Each order is a test for JUnit.
def expected = [
        withdrawals_ofEachAmount_areBothBooked: 8,
        test_ofJUnit_standsBesideThem: 1,
        withdrawals_inAnyOrder_areBothBooked: 4,
        sleep_ofADay_takesNoTime: 1,
        values_ofAParameterizedTest_areThere: 2,
        parameters_ofATest_areResolved: 1,
        test_thatAwaitsNothing_runsOnALoop: 1,
        withdrawals_gathered_areBothBooked: 4,
]

['junit-5.11', 'junit-5.14', 'junit-6.1'].each { run ->
    def names = cases(run).findAll { it.skipped.size() == 0 }.collect { it.@name.text().replaceAll(/\W.*/, '') }
    assert names.countBy { it } == expected
    assert failures(run).isEmpty()
}

def hasty = failures('hasty')
assert cases('hasty').size() == 5 // the order in which the withdrawals race runs once more
assert hasty.keySet() == [
        'withdrawals_withoutALock_race', 'event_thatNobodySets_stalls', 'future_thatIsNeverDone_blocks',
        'test_ofJUnitThatAwaits_isAdvised'] as Set
assert hasty.withdrawals_withoutALock_race.contains('RACE Account.balance: ')
assert hasty.withdrawals_withoutALock_race.contains('  replay: weft1:')
assert hasty.event_thatNobodySets_stalls.contains('STALLED: nothing can wake the loop')
assert hasty.event_thatNobodySets_stalls.contains('waits for Event the bank opens')
assert hasty.future_thatIsNeverDone_blocks.contains('BlockingCallError')
assert hasty.test_ofJUnitThatAwaits_isAdvised.contains('Mark the method @WeftTest in place of @Test')

// Without the agent nothing that awaits passes, and nothing is left out.
def plain = failures('without-agent')
assert plain.keySet() == expected.keySet()
assert plain.every { it.value.contains('-javaagent:weft-agent.jar') }
