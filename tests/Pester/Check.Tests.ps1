BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer cn-web -Name checked -Publish 18210:80 | Out-Null
    New-ClosedContainer busybox -Name shut -- sleep 600 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Checking what was promised' {
    It 'gives a record for each promise of the mode' {
        $checks = Test-ContainerNetwork checked, shut

        $checks | Where-Object -Property Result -NE Pass | Should -BeNullOrEmpty
        ($checks | Where-Object -Property Container -EQ shut).Check | Should -Be 'OwnNamespace', 'LoopbackOnly', 'NoRoute', 'NothingPublished'
        ($checks | Where-Object -Property Container -EQ checked).Check | Should -Contain 'NothingElseReachable'
        ($checks | Where-Object -Property Container -EQ checked).Mode | Select-Object -Unique | Should -Be 'Bridged'
    }

    It 'judges the host too, where no container is named' {
        (Test-ContainerNetwork | Where-Object -Property Container -EQ '').Check | Should -Be 'Jumps', 'UserChain', 'OrphanRules', 'SubnetOverlap'
    }

    It 'takes containers from the pipeline' {
        (Get-Container checked | Test-ContainerNetwork -Check SourceNat).Container | Should -Be 'checked'
        (Get-ContainerInterface checked -Name eth0 | Test-ContainerNetwork -Check SourceNat).Result | Should -Be 'Pass'
    }

    It 'filters by wildcards, whatever their case' {
        (Test-ContainerNetwork checked -Check port*, mtu).Check | Should -Be 'Mtu', 'PortTranslated', 'PortAccepted', 'PortNotShadowed', 'PortListener', 'PortProxy'
    }

    It 'completes the checks' {
        (TabExpansion2 'Test-ContainerNetwork -Check Guard').CompletionMatches.CompletionText | Should -Be 'GuardMissing'
    }

    It 'finds a fault, says what to do, and is right' {
        $interface = Get-ContainerInterface checked -Name eth0
        $ipPath = (Get-Command -Name ip -CommandType Application)[0].Source
        & $ipPath link set $interface.HostInterface down

        Test-ContainerNetwork checked -Quiet | Should -BeFalse
        $fault = Test-ContainerNetwork checked | Where-Object -Property Result -EQ Fail
        $fault.Check | Should -Be 'LinkUp'
        $fault.Fix | Should -Be "ip link set $($interface.HostInterface) up"
        & ([scriptblock]::Create($fault.Fix))
        Test-ContainerNetwork checked -Quiet | Should -BeTrue
    }

    It 'looks at a snapshot from a file as at the host' {
        $path = Join-Path -Path $TestDrive -ChildPath 'host.json'
        Export-ContainerNetworkSnapshot -Path $path

        Test-ContainerNetwork checked -Snapshot $path -Quiet | Should -BeTrue
    }

    It 'survives a job' {
        $checks = Start-Job -ScriptBlock { Import-Module $using:ManifestPath; Test-ContainerNetwork checked } | Receive-Job -Wait -AutoRemoveJob

        $checks[0].Check | Should -Be 'OwnNamespace'
        $checks[0].Result | Should -Be 'Pass'
    }

    It 'shows a row for each check' {
        Test-ContainerNetwork checked -Check Mtu | Out-String | Should -Match 'checked\s+Mtu\s+Pass\s+eth0 1500'
    }

    It 'says which container is none, which does not run, and which check there is not' {
        { Test-ContainerNetwork nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotFound,*'
        Stop-Container shut -TimeoutSec 0
        { Test-ContainerNetwork shut -ErrorAction Stop } | Should -Throw -ErrorId 'ContainerNotRunning,*'
        Test-ContainerNetwork shut -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        Test-ContainerNetwork shu* | Should -BeNullOrEmpty
        { Test-ContainerNetwork -Check Nothing } | Should -Throw -ErrorId 'ArgumentInvalid,*'
    }
}
