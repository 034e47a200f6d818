BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Objects that crossed a process' {
    BeforeAll {
        $job = Start-Job -ScriptBlock { Import-Module -Name $using:ManifestPath; Get-Container web }
        $copy = $job | Receive-Job -Wait -AutoRemoveJob
        $live = Get-Container web
    }

    It 'keep their nested records' {
        $copy.Networks[0].IPAddress | Should -Be $live.Networks[0].IPAddress
        $copy.PublishedPorts[0].HostPort | Should -Be 8080
    }

    It 'keep the time of creation as UTC' {
        $copy.Created | Should -Be $live.Created
        $copy.Created.Kind | Should -Be 'Utc'
    }

    It 'keep every field of <Name>' -ForEach @(
        @{ Name = 'a container'; Code = 'Get-Container web' }
        @{ Name = 'an interface'; Code = 'Get-ContainerInterface web -Name eth0' }
        @{ Name = 'an engine'; Code = 'Get-ContainerEngine -Engine $env:DOCKER_HOST' }
        @{ Name = 'a route'; Code = '(Get-ContainerRoute web -Table main)[0]' }
        @{ Name = 'a socket'; Code = 'Get-ContainerSocket web -Listening -LocalPort 80' }
        @{ Name = 'a namespace'; Code = 'Get-ContainerNamespace web -Type net' }
        @{ Name = 'a published port'; Code = '(Get-ContainerPort web)[0]' }
    ) {
        $there = Start-Job -ScriptBlock { Import-Module -Name $using:ManifestPath; & ([scriptblock]::Create($using:Code)) } | Receive-Job -Wait -AutoRemoveJob
        $here = & ([scriptblock]::Create($Code))

        foreach ($property in $here.PSObject.Properties.Name) {
            # A dictionary has no order.
            if ($here.$property -is [System.Collections.IDictionary]) {
                foreach ($key in $here.$property.Keys) { $there.$property[$key] | Should -Be $here.$property[$key] }
                $there.$property.Count | Should -Be $here.$property.Count
                continue
            }

            ConvertTo-Json -InputObject $there.$property -Depth 5 | Should -Be (ConvertTo-Json -InputObject $here.$property -Depth 5)
        }
    }

    It 'are containers to our cmdlets again' {
        ($copy | Get-ContainerInterface -Name eth0).ContainerId | Should -Be $live.Id
    }

    It 'print by the same view' {
        $copy | Out-String -Width 160 | Should -Be ($live | Out-String -Width 160)
    }
}

Describe 'ForEach-Object -Parallel' {
    It 'finds the container in every runspace' {
        $names = 1..4 | ForEach-Object -Parallel {
            Import-Module -Name $using:ManifestPath
            (Get-Container web).Name
        }

        $names | Should -Be @('web', 'web', 'web', 'web')
    }

    It 'leaves the default engine of this runspace alone' {
        $before = (Get-ContainerEngine).Uri
        $link = Join-Path -Path $TestDrive -ChildPath 'engine.sock'
        New-Item -ItemType SymbolicLink -Path $link -Target ($env:DOCKER_HOST -replace '^unix://') | Out-Null
        $there = 1 | ForEach-Object -Parallel {
            Import-Module -Name $using:ManifestPath
            Connect-ContainerEngine -Uri "unix://$using:link" | Out-Null
            (Get-ContainerEngine).Uri
        }

        $there | Should -Be "unix://$link"
        (Get-ContainerEngine).Uri | Should -Be $before
    }
}

Describe 'Streams of -Wait' {
    It 'sends standard error to the information stream, where 6> catches it' {
        $output = New-ClosedContainer busybox -AutoRemove -Wait -InformationVariable notes -- sh -c 'echo out; echo err >&2' 6>$null

        $output | Should -Be 'out'
        $notes.MessageData | Should -Be 'err'
        $notes[0].Tags | Should -Contain 'StandardError'
    }

    It 'reports an exit code other than 0 as one error with its id' {
        New-ClosedContainer busybox -AutoRemove -Wait -ErrorAction SilentlyContinue -ErrorVariable failure -- sh -c 'exit 7'

        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'ContainerExitedNonZero,*'
    }
}
