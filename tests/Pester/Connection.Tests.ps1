BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer cn-web -Name served | Out-Null
    New-BridgedContainer busybox -Name mute -- sleep 600 | Out-Null
    New-ClosedContainer busybox -Name shut -- sleep 600 | Out-Null
    Join-ContainerNetwork busybox -Container served -Name guest -- sleep 600 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Connecting from inside' {
    It 'tells the time it took' {
        $connection = Test-ContainerConnection guest 127.0.0.1 80

        $connection.Result | Should -Be 'Connected'
        $connection.Time | Should -BeGreaterThan 0
    }

    It 'takes containers from the pipeline, and says why one does not get there' {
        $connection = Get-Container shut | Test-ContainerConnection -To 192.0.2.1 -Port 80

        $connection.Result | Should -Be 'Unreachable'
        $connection.Trace.Verdict | Should -Be 'NoRoute'
        $connection.Fix | Should -Not -BeNullOrEmpty
    }

    It 'reads what comes back' {
        (Test-ContainerConnection mute served 80 -Send "GET / HTTP/1.0`r`n`r`n").Text | Should -Match 'served by cn-web'
        (Test-ContainerConnection mute served 80 -Send ([byte[]] (71, 10)) -ReadBytes 4).Bytes.Count | Should -Be 4
    }

    It 'says true or false where that is enough' {
        Test-ContainerConnection -FromHost -To served -Port 80 -Quiet | Should -BeTrue
        Test-ContainerConnection mute served 81 -Quiet | Should -BeFalse
    }

    It 'keeps its trace through a job' {
        $connection = Start-Job -ScriptBlock { Import-Module $using:ManifestPath; Test-ContainerConnection mute served 81 } | Receive-Job -Wait -AutoRemoveJob

        $connection.Trace.Hops.Count | Should -BeGreaterThan 1
        $connection.Trace.Hops[0].Packet | Should -Be 'New'
    }
}
